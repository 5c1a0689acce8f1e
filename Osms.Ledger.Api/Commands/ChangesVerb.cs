using System.CommandLine;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Values;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>changes IIN --from P</c>: which days flipped between two positions.</summary>
internal static class ChangesVerb
{
    internal static Command Create()
    {
        var iin = QuestionOptions.Iin();
        var from = new Option<long>("--from")
        {
            Description = "What was known at this position is compared with; 0: nothing.",
            Required = true,
        };
        var to = new Option<long?>("--to") { Description = "As known at this position; now when left out." };
        var json = QuestionOptions.Json();
        var verb = new Command("changes", "Which days of this person are answered differently than before, and why?")
        {
            iin, from, to, json,
        };
        verb.Validators.Add(result =>
        {
            if (result.GetValue(from) < 0)
            {
                result.AddError("--from is a position: a whole number from 0.");
            }
            else if (result.GetValue(to) < result.GetValue(from))
            {
                result.AddError("--to is not before --from.");
            }
        });
        verb.SetAction((parsed, cancellation) => RunAsync(
            new AskChanges(
                parsed.GetValue(iin)!,
                new LedgerPosition(parsed.GetValue(from)),
                parsed.GetValue(to) is { } end ? new AsOf.Position(new LedgerPosition(end)) : AsOf.Now.Instance),
            parsed.GetValue(json),
            cancellation));
        return verb;
    }

    private static Task<int> RunAsync(AskChanges question, bool json, CancellationToken cancellation) =>
        AnsweredVerb.RunAsync(
            json,
            session => session.CallAsync(question, cancellation),
            Bodies.Of,
            Show,
            cancellation);

    private static void Show(ChangesBody body)
    {
        var terminal = Terminal.Create();
        var between = $"between positions {body.FromPosition} and {body.ToPosition}";
        if (body.Changes.Count == 0)
        {
            terminal.WriteLine($"No day is answered differently {between}.");
            return;
        }

        var table = new Table().Border(TableBorder.Ascii)
            .AddColumns("from", "through", "was", "is", "by", "position", "recorded (UTC)");
        foreach (var days in body.Changes)
        {
            table.AddRow(
                Terminal.Day(days.From, "always"),
                Terminal.Day(days.Through, "no end"),
                Short(days.Was),
                days.Flipped ? $"[bold]{Short(days.Now)}[/]" : Short(days.Now),
                days.Event.Type,
                $"{days.Event.Position}",
                $"{days.Event.RecordedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss}");
        }

        terminal.Write(table);
        terminal.WriteLine($"{body.Changes.Count(days => days.Flipped)} of these went from insured to not insured or "
            + $"back {between}.");
    }

    /// <summary>An answer in a table.</summary>
    internal static string Short(DayBody day) =>
        $"{(day.Insured ? "yes" : "no")}: {day.Basis}{(day.Payer is { } payer ? $", {payer}" : string.Empty)}";
}
