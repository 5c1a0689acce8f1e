using System.CommandLine;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Closing;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Values;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>close MONTH</c>, <c>reopen MONTH</c> and <c>months [MONTH]</c>.</summary>
internal static class MonthVerbs
{
    internal static Command Close()
    {
        var month = QuestionOptions.Month();
        var position = new Option<long?>("--position")
        {
            Description = "The last position that is in it; everything settled by now when left out.",
        };
        var verb = new Command("close", "Close a month: freeze its figures, book what comes later elsewhere.")
        {
            month, position,
        };
        verb.SetAction((parsed, cancellation) => RunAsync(
            (at, isDone) => $"{parsed.GetValue(month)} {isDone} closed at position {at}: what is recorded above it is "
                + "booked in other months.",
            session => session.CallAsync(
                new CloseMonth(
                    parsed.GetValue(month),
                    parsed.GetValue(position) is { } at ? new LedgerPosition(at) : null,
                    Origin),
                cancellation),
            cancellation));
        return verb;
    }

    internal static Command Reopen()
    {
        var month = QuestionOptions.Month();
        var reason = new Option<string?>("--reason") { Description = "Why; kept for good." };
        var verb = new Command("reopen", "Open a closed month again: what comes from now on is booked in it.")
        {
            month, reason,
        };
        verb.SetAction((parsed, cancellation) => RunAsync(
            (at, isDone) => $"{parsed.GetValue(month)} {isDone} open: what is recorded above position {at} is booked "
                + "in it.",
            session => session.CallAsync(
                new ReopenMonth(parsed.GetValue(month), parsed.GetValue(reason), Origin), cancellation),
            cancellation));
        return verb;
    }

    internal static Command Months()
    {
        var month = QuestionOptions.MonthOrNull("yyyy-MM; the list of all when left out.");
        var recompute = new Option<bool>("--recompute")
        {
            Description = "Add a closed month up again and compare with what was frozen.",
        };
        var json = QuestionOptions.Json();
        var verb = new Command("months", "Which months were closed when, and what is booked in one of them?")
        {
            month, recompute, json,
        };
        verb.SetAction((parsed, cancellation) => parsed.GetValue(month) is { } which
            ? AskAsync(new AskMonth(which, parsed.GetValue(recompute)), parsed.GetValue(json), cancellation)
            : ListAsync(parsed.GetValue(json), cancellation));
        return verb;
    }

    private static EventOrigin Origin => new(LedgerSession.User);

    private static async Task<int> RunAsync(
        Func<LedgerPosition, string, string> sentence, Func<LedgerSession, Task<MonthResult>> run,
        CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        switch (await run(session))
        {
            case MonthResult.Recorded { Event: var happened }:
                Console.WriteLine(sentence(happened.Position, "is"));
                return CommandLine.Done;
            case MonthResult.Repeated { Event: var happened }:
                Console.WriteLine(sentence(happened.Position, "was already"));
                return CommandLine.Done;
            case MonthResult.Refused { Why: var why }:
                return Say($"{why.CodeText}: {why.Detail}");
            case MonthResult.Unsettled { Why: var why }:
                return Say(QuestionOptions.Sentence(why));
            default:
                return Say("conflict: others keep closing months; try again.");
        }
    }

    private static async Task<int> ListAsync(bool json, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var body = MonthBodies.Of(await session.CallAsync(new AskMonths(), cancellation));
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(body, LedgerJson.Indented));
            return CommandLine.Done;
        }

        var table = new Table().Border(TableBorder.Ascii)
            .AddColumns("month", "event", "position", "recorded (UTC)", "by", "reason");
        foreach (var (month, step) in body.Months.SelectMany(m => m.History.Select(step => (m.Month, step))))
        {
            table.AddRow(
                $"{month}", step.Type, $"{step.Position}", $"{step.RecordedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}",
                Markup.Escape(step.By ?? string.Empty), Markup.Escape(step.Reason ?? string.Empty));
        }

        Terminal.Create().Write(table);
        return CommandLine.Done;
    }

    private static async Task<int> AskAsync(AskMonth question, bool json, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        if (await session.CallAsync(question, cancellation) is not { } answer)
        {
            return Say($"{ClosingRefusal.OutOfRange.CodeText}: {ClosingRefusal.OutOfRange.Detail}");
        }

        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(MonthBodies.Of(answer), LedgerJson.Indented));
        }
        else
        {
            MonthShown.Show(answer);
        }

        return answer.Recomputed is Recomputation.Different ? CommandLine.Refused : CommandLine.Done;
    }

    private static int Say(string sentence)
    {
        Console.Error.WriteLine(sentence);
        return CommandLine.Refused;
    }
}
