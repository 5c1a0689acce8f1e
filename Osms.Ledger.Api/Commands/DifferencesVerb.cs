using System.CommandLine;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Closing;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>differences MONTH</c>: why a month's figures are not what they were.</summary>
internal static class DifferencesVerb
{
    internal static Command Create()
    {
        var month = MonthVerbs.Month();
        var from = QuestionOptions.Known("--from", "As known then; at the closing of the month when left out.");
        var to = QuestionOptions.Known("--to", "As known then; now when left out.");
        var json = QuestionOptions.Json();
        var verb = new Command("differences", "Why are a month's figures not what they were?")
        {
            month, from, to, json,
        };
        verb.SetAction((parsed, cancellation) => RunAsync(
            new AskDifferences(parsed.GetValue(month), parsed.GetValue(from), parsed.GetValue(to).OrNow()),
            parsed.GetValue(json),
            cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(AskDifferences question, bool json, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        if (await AskDifferencesHandler.Handle(question, session.Get<DifferencesQuery>(), cancellation)
            is not { } answered)
        {
            Console.Error.WriteLine($"{ClosingRefusal.NotClosed.CodeText}: {ClosingRefusal.NotClosed.Detail}");
            return CommandLine.Refused;
        }

        if (QuestionOptions.AnswerOrSay(answered) is not { } answer)
        {
            return CommandLine.Refused;
        }

        var body = DifferenceBodies.Of(answer);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(body, LedgerJson.Indented));
        }
        else
        {
            Show(body);
        }

        return body.Explained ? CommandLine.Done : CommandLine.Refused;
    }

    private static void Show(DifferencesBody body)
    {
        var terminal = Terminal.Create();
        if (body.Accounts.Count == 0)
        {
            terminal.WriteLine($"{body.Month}: nothing differs between positions {body.From} and {body.To}.");
            return;
        }

        var table = new Table().Border(TableBorder.Ascii)
            .AddColumns("payer", "region", "cause", "people", "persons", "expected", "received");
        foreach (var column in table.Columns.Skip(3))
        {
            column.RightAligned();
        }

        foreach (var line in body.Accounts)
        {
            Row(line, $"at {body.From}", null, line.From);
            foreach (var cause in line.Causes)
            {
                Row(
                    line, Code<DifferenceCause>.Of(cause.Cause), cause.People,
                    new Sums(cause.Persons, cause.Expected, cause.Received));
            }

            if (line.Unexplained != default)
            {
                Row(line, "unexplained", null, line.Unexplained);
            }

            Row(line, $"at {body.To}", null, line.To);
        }

        terminal.Write(table);
        terminal.WriteLine(body.Explained
            ? $"{body.Month}: causes explain all that changed."
            : $"{body.Month}: not all is explained. Run verify.");

        void Row(DifferenceBody line, string what, long? people, Sums sums) => table.AddRow(
            Code<Payer>.Of(line.Payer), line.Region ?? string.Empty, what,
            people is { } count ? Figures.Of(count) : string.Empty, Figures.Of(sums.Persons), Figures.Of(sums.Expected),
            Figures.Of(sums.Received));
    }
}
