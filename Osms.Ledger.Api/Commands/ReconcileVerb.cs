using System.CommandLine;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Handlers;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>reconcile MONTH</c>: who owes, what came in, what differs, and who stands behind it.</summary>
internal static class ReconcileVerb
{
    internal static Command Create()
    {
        var month = QuestionOptions.Month();
        var knownAt = QuestionOptions.KnownAt();
        var by = new Option<string?>("--by") { Description = "category: each budget's persons by category." };
        by.AcceptOnlyFromAmong("category");
        var form = new JsonOrCsv();
        var persons = new Option<string?>("--persons")
        {
            HelpName = "PAYER",
            Description = $"All persons with this payer, one a line: {string.Join(", ", Code<Payer>.All)}.",
        };
        persons.AcceptOnlyFromAmong([.. Code<Payer>.All]);
        var region = new Option<string?>("--region") { Description = "With --persons local: KATO code, or unknown." };
        var category = new Option<string?>("--category") { Description = "With --persons: a category, or welfare." };
        var output = ListLines.Output("--persons");
        var verb = new Command("reconcile", "Who owes for this month, what came in, and what differs?")
        {
            month, knownAt, by, persons, region, category, output,
        };
        form.AddTo(verb);
        verb.Validators.Add(parsed =>
        {
            var ofPersons = new Option[] { region, category, output }.Any(one => parsed.GetResult(one) is not null);
            if (parsed.GetValue(persons) is not { } payer)
            {
                if (ofPersons)
                {
                    parsed.AddError("--region, --category and --out belong to --persons.");
                }
            }
            else if (PayerChoice.Wrong(Filter(payer, parsed.GetValue(region), parsed.GetValue(category)))
                is { } wrong)
            {
                parsed.AddError($"--{wrong.Field}: {wrong.Detail}");
            }
        });
        verb.SetAction((parsed, cancellation) => parsed.GetValue(persons) is { } payer
            ? ListAsync(
                new PersonsOfPayer(
                    parsed.GetValue(month), Filter(payer, parsed.GetValue(region), parsed.GetValue(category))),
                parsed.GetValue(knownAt).OrNow(), form.IsCsv(parsed.CommandResult), parsed.GetValue(output),
                cancellation)
            : RunAsync(
                new AskReconciliation(parsed.GetValue(month), parsed.GetValue(knownAt).OrNow()),
                parsed.GetValue(by) is not null, form, parsed, cancellation));
        return verb;
    }

    private static PayerFilter Filter(string payer, string? region, string? category) =>
        new(Code<Payer>.Parse(payer), region, category);

    private static async Task<int> ListAsync(
        PersonsOfPayer asked, AsOf knownAt, bool asCsv, FileInfo? output, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        return await ListLines.WriteAsync(
            part => session.CallAsync(new ListedPart<PersonsOfPayer, PayerPerson>(asked, part), cancellation),
            knownAt, PersonsShown.Form(asked), asCsv, output, "persons", cancellation);
    }

    private static async Task<int> RunAsync(
        AskReconciliation question, bool byCategory, JsonOrCsv form, ParseResult parsed,
        CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var answered = await session.CallAsync(question, cancellation);
        if (QuestionOptions.AnswerOrSay(answered) is not { } answer)
        {
            return CommandLine.Refused;
        }

        var write = form.WriterOf<ReconciliationBody>(
            parsed, _ => ReconciliationShown.ToCsv(answer, byCategory), ReconcileTable.Show);
        write(ReconciliationShown.ToBody(answer, byCategory));
        return answer.Figures.IsSettled ? CommandLine.Done : CommandLine.Refused;
    }
}
