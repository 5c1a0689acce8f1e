using System.CommandLine;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>history IIN</c>: every event of a person, and what it did to the answer for a day.</summary>
internal static class HistoryVerb
{
    internal static Command Create()
    {
        var iin = QuestionOptions.Iin();
        var at = QuestionOptions.At();
        var from = new Option<long>("--from")
        {
            Description = "Only what was recorded above this position, with the answer at both ends.",
        };
        var knownAt = QuestionOptions.KnownAt();
        var language = QuestionOptions.Lang();
        var lines = new Option<bool>("--ndjson") { Description = "One event a line as JSON." };
        var forms = new JsonOrCsv();
        var verb = new Command(
            "history", "What was recorded about this person, by whom, when and from where, and what did it change?")
        {
            iin, at, from, knownAt, language, lines,
        };
        forms.AddTo(verb);
        verb.Validators.Add(parsed =>
        {
            if (parsed.GetValue(lines) && forms.IsEither(parsed))
            {
                parsed.AddError("Name one of --json, --csv and --ndjson.");
            }

            if (parsed.GetValue(from) < 0)
            {
                parsed.AddError("--from is a position: a whole number from 0.");
            }
            else if (parsed.GetValue(knownAt) is AsOf.Position { At: var to } && to.Value < parsed.GetValue(from))
            {
                parsed.AddError("--from is not after --known-at.");
            }
        });
        verb.SetAction((parsed, cancellation) => RunAsync(
            new AskHistory(
                parsed.GetValue(iin)!, parsed.GetValue(at), new LedgerPosition(parsed.GetValue(from)),
                parsed.GetValue(knownAt).OrNow()),
            LanguageTexts.Of(parsed.GetValue(language)),
            parsed.GetValue(lines)
                ? body => Console.Write(HistoryShown.ToLines(body))
                : forms.WriterOf<HistoryBody>(parsed, HistoryShown.ToCsv, Show),
            cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(
        AskHistory question, LanguageTexts texts, Action<HistoryBody> write, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var answered = await session.CallAsync(question, cancellation);
        if (QuestionOptions.AnswerOrSay(answered) is not { } answer)
        {
            return CommandLine.Refused;
        }

        write(HistoryShown.ToBody(answer, texts));
        return CommandLine.Done;
    }

    private static void Show(HistoryBody history)
    {
        var table = new Table().Border(TableBorder.Ascii)
            .AddColumns("version", "position", "recorded (UTC)", "by", "event", "answer", "source");
        foreach (var one in history.Events)
        {
            table.AddRow(
                $"{one.Version}",
                $"{one.Position}",
                $"{one.RecordedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}",
                Markup.Escape(one.By ?? string.Empty),
                Markup.Escape($"{one.Type}: {one.Text}{TakenBack(one)}"),
                one.Changed
                    ? $"{ChangesVerb.Short(one.Before)} -> [bold]{ChangesVerb.Short(one.After)}[/]"
                    : ChangesVerb.Short(one.After),
                Markup.Escape(one.Source ?? string.Empty));
        }

        var terminal = Terminal.Create();
        terminal.Write(table);
        var count = history.Events.Count == 1 ? "1 event" : $"{history.Events.Count} events";
        var above = history.FromPosition > LedgerPosition.Start ? $" above position {history.FromPosition}" : "";
        terminal.WriteLine($"{count}{above}, as known at position {history.Position}");
        var (from, to) = (ChangesVerb.Short(history.From), ChangesVerb.Short(history.To));
        terminal.WriteLine($"{history.At:yyyy-MM-dd} was answered with \"{from}\" before, and is with \"{to}\" after.");
    }

    private static string TakenBack(HistoryEntryBody one) =>
        one.AnnulledBy is { } annulled ? $" (annulled at position {annulled})"
        : one.RefundedBy is { } refunded ? $" (refunded at position {refunded})"
        : string.Empty;
}
