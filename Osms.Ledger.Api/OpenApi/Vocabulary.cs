using Osms.Ledger.Api.Http;

namespace Osms.Ledger.Api.OpenApi;

/// <summary>What the fields of answers mean; a word means the same in all of them, with few exceptions.</summary>
internal static class Vocabulary
{
    private static readonly Dictionary<(Type, string), string> Exceptions = new()
    {
        [(typeof(RecordedBody), "repeated")] = "True when it was recorded before; left out otherwise.",
        [(typeof(ImportReport), "id")] = "SHA-256 of the file as it was sent.",
        [(typeof(ImportReport), "position")] = "Of the newest event of this file, new or repeated; 0: there is none.",
        [(typeof(ImportBody), "id")] = "SHA-256 of the file as it was sent.",
        [(typeof(ImportBody), "problems")] = "A page of them, by line.",
        [(typeof(ImportCountsBody), "position")] = "Of the newest event so far, new or repeated; 0: there is none.",
        [(typeof(TimelineRunBody), "from")] = "First day; null: there is none.",
        [(typeof(TimelineRunBody), "through")] = "Last day, with nothing further happening; null: there is none.",
        [(typeof(WhyBody), "events")] = "Positions of the events behind it.",
        [(typeof(WhyBody), "code")] = "What it is.",
        [(typeof(WayBackBody), "from")] = "First day of the cover they would give.",
        [(typeof(WayBackBody), "through")] = "Last day of it.",
        [(typeof(RecordedEvent), "position")] = "Its own place in the ledger.",
        [(typeof(HistoryEvent), "position")] = "Its own place in the ledger.",
        [(typeof(ProblemBody), "type")] = "The code as a URN.",
        [(typeof(ProblemBody), "status")] = "The HTTP status again.",
        [(typeof(BatchBody), "position")] = "Of all answers.",
    };

    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["accepted"] = "Rows that were recorded.",
        ["amounts"] = "Tenge for each of the months.",
        ["answers"] = "In the order of the questions.",
        ["at"] = "The day asked about.",
        ["bases"] = "Every basis that holds on the day.",
        ["basis"] = "On what the person is insured; or why not.",
        ["bytes"] = "Of the file as it was sent.",
        ["bytesRead"] = "How far it is read.",
        ["by"] = "Who recorded it, as claimed.",
        ["category"] = "The category that makes a budget pay.",
        ["cite"] = "Where the rule or the figure was read.",
        ["code"] = "Stable; to be told apart by.",
        ["correlationId"] = "What it belongs to at the sender.",
        ["data"] = "The fields of the event, as stored.",
        ["detail"] = "A sentence. Never an IIN.",
        ["errors"] = "All that is wrong; left out when the title says it.",
        ["events"] = "Oldest first.",
        ["field"] = "Which field; null: the whole.",
        ["finishedAt"] = "When it came to its end.",
        ["format"] = "One of those that can be imported.",
        ["iin"] = "The person.",
        ["insured"] = "Whether the person is insured.",
        ["knownAt"] = "As it was asked; null: now.",
        ["lag"] = "Positions handed out above the settled one.",
        ["line"] = "Of the file, from 1.",
        ["months"] = "Which months, ascending.",
        ["name"] = "What the file is called; null: nobody said.",
        ["next"] = "What the next page begins after; left out on the last one.",
        ["ownKind"] = "What people who pay for themselves were taken for; null: no MT102 list.",
        ["payer"] = "Who pays for the day; null: nobody.",
        ["position"] = "Every event at or below it was used, and no other.",
        ["problems"] = "The first ones, by line.",
        ["problemsTotal"] = "All of them, listed or not.",
        ["readModel"] = "`current`, or `rebuilding`: then answers come from the events.",
        ["recordedAt"] = "When it was recorded.",
        ["refused"] = "Rows that were refused.",
        ["region"] = "The region whose budget pays, or `unknown`.",
        ["regulation"] = "In force on the day; null: before OSMS.",
        ["repeated"] = "Rows that were recorded before.",
        ["report"] = "The counts up to the last checkpoint.",
        ["rows"] = "accepted + repeated + refused + unreadable.",
        ["rules"] = "Digest of the rule data.",
        ["runs"] = "Oldest first.",
        ["since"] = "First day of the unbroken run of insured, or not insured, days; null: no beginning.",
        ["source"] = "File and line it came from.",
        ["startedAt"] = "When it was accepted, or begun again.",
        ["state"] = "`queued`, `running`, `done` or `interrupted`.",
        ["status"] = "In a word.",
        ["through"] = "Last day of that run, with nothing further happening; null: no end.",
        ["title"] = "A sentence. Never an IIN.",
        ["total"] = "Tenge for all of the months.",
        ["traceId"] = "Finds the call in the service's log.",
        ["trust"] = "How far the citation can be trusted.",
        ["type"] = "The type of the event.",
        ["unreadable"] = "Rows that could not be read.",
        ["updatedAt"] = "When the last checkpoint was written.",
        ["version"] = "Its number in the person's history, from 1.",
        ["waysBack"] = "Payments that would bring cover back; left out when no reasons were asked for.",
        ["why"] = "The reasons, step by step; left out when none were asked for.",
    };

    /// <exception cref="InvalidOperationException">A field of an answer has no description.</exception>
    internal static string Of(Type type, string field) =>
        Exceptions.TryGetValue((type, field), out var exception) ? exception
        : Words.TryGetValue(field, out var word) ? word
        : throw new InvalidOperationException($"Say here what {field} of {type.Name} means.");
}
