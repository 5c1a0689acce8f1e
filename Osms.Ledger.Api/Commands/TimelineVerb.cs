using System.CommandLine;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>timeline IIN</c>: when a person was and will be insured, drawn a year a line.</summary>
internal static class TimelineVerb
{
    internal static Command Create()
    {
        var iin = QuestionOptions.Iin();
        var knownAt = QuestionOptions.KnownAt();
        var json = QuestionOptions.Json();
        var verb = new Command("timeline", "When was and will this person be insured?") { iin, knownAt, json };
        verb.SetAction((parsed, cancellation) => RunAsync(
            new AskTimeline(parsed.GetValue(iin)!, parsed.GetValue(knownAt).OrNow()),
            parsed.GetValue(json),
            cancellation));
        return verb;
    }

    private static Task<int> RunAsync(AskTimeline question, bool json, CancellationToken cancellation)
    {
        var today = DateOnly.MinValue;
        return AnsweredVerb.RunAsync(
            json,
            session =>
            {
                today = session.Get<InsuranceLedger>().Today;
                return session.CallAsync(question, cancellation);
            },
            Bodies.Of,
            body => Show(body, today),
            cancellation);
    }

    private static void Show(TimelineBody timeline, DateOnly today)
    {
        var terminal = Terminal.Create();
        foreach (var line in YearLines.Of(timeline.Runs, today))
        {
            terminal.MarkupLine(line);
        }

        terminal.WriteLine();
        var table = new Table().Border(TableBorder.Ascii).AddColumns("from", "through", "insured", "basis", "payer");
        foreach (var run in timeline.Runs)
        {
            table.AddRow(
                Terminal.Day(run.From, "always"), Terminal.Day(run.Through, "no end"), run.Insured ? "yes" : "no",
                run.Basis, run.Payer ?? string.Empty);
        }

        terminal.Write(table);
        terminal.WriteLine($"As known at position {timeline.Position}, with nothing further happening.");
    }
}
