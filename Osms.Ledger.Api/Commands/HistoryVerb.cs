using System.CommandLine;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>history IIN</c>: every event of a person, oldest first.</summary>
internal static class HistoryVerb
{
    internal static Command Create()
    {
        var iin = QuestionOptions.Iin();
        var knownAt = QuestionOptions.KnownAt();
        var json = QuestionOptions.Json();
        var verb = new Command("history", "What was recorded about this person, by whom, when and from where?")
        {
            iin, knownAt, json,
        };
        verb.SetAction((parsed, cancellation) => RunAsync(
            new AskHistory(parsed.GetValue(iin)!, parsed.GetValue(knownAt).OrNow()),
            parsed.GetValue(json),
            cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(AskHistory question, bool json, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var answered = await AskHistoryHandler.Handle(question, session.Get<HistoryQuery>(), cancellation);
        if (QuestionOptions.AnswerOrSay(answered) is not { } answer)
        {
            return CommandLine.Refused;
        }

        var body = Bodies.Of(answer);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(body, LedgerJson.Indented));
        }
        else
        {
            Show(body);
        }

        return CommandLine.Done;
    }

    private static void Show(HistoryBody history)
    {
        var table = new Table().Border(TableBorder.Ascii)
            .AddColumns("version", "position", "recorded (UTC)", "by", "event", "data", "source");
        foreach (var one in history.Events)
        {
            table.AddRow(
                $"{one.Version}",
                $"{one.Position}",
                $"{one.RecordedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}",
                Markup.Escape(one.By ?? string.Empty),
                one.Type,
                Markup.Escape(Fields(one.Data)),
                Markup.Escape(one.Source ?? string.Empty));
        }

        var terminal = Terminal.Create();
        terminal.Write(table);
        var count = history.Events.Count == 1 ? "1 event" : $"{history.Events.Count} events";
        terminal.WriteLine($"{count}, as known at position {history.Position}");
    }

    /// <summary>What is in an event, in a line.</summary>
    internal static string Fields(JsonElement data) =>
        string.Join(", ", data.EnumerateObject().Select(field => $"{field.Name} {field.Value}"));
}
