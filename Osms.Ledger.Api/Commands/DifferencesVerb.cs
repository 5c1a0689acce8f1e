using System.CommandLine;
using System.Diagnostics;
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
        var month = QuestionOptions.Month();
        var from = QuestionOptions.Known("--from", "As known then; at the closing of the month when left out.");
        var to = QuestionOptions.Known("--to", "As known then; now when left out.");
        var form = new JsonOrCsv();
        var persons = new Option<bool>("--persons")
        {
            Description = "The people behind it, one a line, each with the event that changed their payer.",
        };
        var cause = new Option<string?>("--cause")
        {
            HelpName = "CAUSE",
            Description = $"With --persons: only this cause: {string.Join(", ", Code<DifferenceCause>.All)}.",
        };
        cause.AcceptOnlyFromAmong([.. Code<DifferenceCause>.All]);
        var payer = new Option<string?>("--payer")
        {
            HelpName = "PAYER",
            Description = "With --persons: only people who came to this payer or left it: "
                + $"{string.Join(", ", Code<Payer>.All)}.",
        };
        payer.AcceptOnlyFromAmong([.. Code<Payer>.All]);
        var region = new Option<string?>("--region") { Description = "With --payer local: KATO code, or unknown." };
        var output = ListLines.Output("--persons");
        var verb = new Command("differences", "Why are a month's figures not what they were?")
        {
            month, from, to, persons, cause, payer, region, output,
        };
        form.AddTo(verb);
        verb.Validators.Add(parsed =>
        {
            if (!parsed.GetValue(persons)
                && (form.IsCsv(parsed)
                    || new Option[] { cause, payer, region, output }.Any(one => parsed.GetResult(one) is not null)))
            {
                parsed.AddError("--cause, --payer, --region, --csv and --out belong to --persons.");
            }
            else if (PayerChoice.Wrong(PayerOf(parsed.GetValue(payer)), parsed.GetValue(region)) is { } wrong)
            {
                parsed.AddError($"--{wrong.Field}: {wrong.Detail}");
            }
        });
        verb.SetAction((parsed, cancellation) => parsed.GetValue(persons)
            ? ListAsync(
                new DifferencePersonsAsked(
                    parsed.GetValue(month), parsed.GetValue(from),
                    parsed.GetValue(cause) is { } code ? Code<DifferenceCause>.Parse(code) : null,
                    PayerOf(parsed.GetValue(payer)) is { } whose ? new Account(whose, parsed.GetValue(region)) : null),
                parsed.GetValue(to).OrNow(), form.IsCsv(parsed.CommandResult), parsed.GetValue(output), cancellation)
            : RunAsync(
                new AskDifferences(parsed.GetValue(month), parsed.GetValue(from), parsed.GetValue(to).OrNow()),
                form.WriterOf<DifferencesBody>(parsed, NoCsv, Show), cancellation));
        return verb;
    }

    private static string NoCsv(DifferencesBody body) =>
        throw new UnreachableException("--csv belongs to --persons.");

    private static Payer? PayerOf(string? code) => code is null ? null : Code<Payer>.Parse(code);

    private static async Task<int> ListAsync(
        DifferencePersonsAsked asked, AsOf to, bool asCsv, FileInfo? output, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        return await ListLines.WriteAsync(
            part => session.CallAsync(
                new ListedPart<DifferencePersonsAsked, ChangedPerson>(asked, part), cancellation),
            to, DifferencePersonsShown.Form(asked.Month), asCsv, output, "changes", cancellation);
    }

    private static async Task<int> RunAsync(
        AskDifferences question, Action<DifferencesBody> write, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var answered = await session.CallAsync(question, cancellation);
        if (QuestionOptions.AnswerOrSay(answered) is not { } answer)
        {
            return CommandLine.Refused;
        }

        var body = DifferenceBodies.Of(answer);
        write(body);
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
