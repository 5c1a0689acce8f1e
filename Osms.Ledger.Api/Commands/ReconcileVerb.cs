using System.CommandLine;
using System.Text.Json;
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
        var month = new Argument<Month>("MONTH")
        {
            Description = "yyyy-MM.",
            CustomParser = result =>
            {
                if (!Month.TryParse(result.Tokens[0].Value, out var read))
                {
                    result.AddError("MONTH is a month, yyyy-MM.");
                }

                return read;
            },
        };
        var knownAt = QuestionOptions.KnownAt();
        var by = new Option<string?>("--by") { Description = "category: each budget's persons by category." };
        by.AcceptOnlyFromAmong("category");
        var json = QuestionOptions.Json();
        var csv = new Option<bool>("--csv") { Description = "The answer as CSV." };
        var persons = new Option<string?>("--persons")
        {
            Description = $"All persons with this payer, one a line: {string.Join(", ", Code<Payer>.All)}.",
        };
        persons.AcceptOnlyFromAmong([.. Code<Payer>.All]);
        var region = new Option<string?>("--region") { Description = "With --persons local: KATO code, or unknown." };
        var category = new Option<string?>("--category") { Description = "With --persons: a category, or welfare." };
        var output = new Option<FileInfo?>("--out")
        {
            Description = "With --persons: the file, which is whole once it has this name; standard output otherwise.",
        };
        var verb = new Command("reconcile", "Who owes for this month, what came in, and what differs?")
        {
            month, knownAt, by, json, csv, persons, region, category, output,
        };
        verb.Validators.Add(parsed =>
        {
            if (parsed.GetValue(json) && parsed.GetValue(csv))
            {
                parsed.AddError("Name either --json or --csv.");
            }

            var ofPersons = new Option[] { region, category, output }.Any(one => parsed.GetResult(one) is not null);
            if (parsed.GetValue(persons) is not { } payer)
            {
                if (ofPersons)
                {
                    parsed.AddError("--region, --category and --out belong to --persons.");
                }
            }
            else if (PersonsReader.Wrong(Filter(payer, parsed.GetValue(region), parsed.GetValue(category)))
                is { } wrong)
            {
                parsed.AddError($"--{wrong.Field}: {wrong.Detail}");
            }
        });
        verb.SetAction((parsed, cancellation) => parsed.GetValue(persons) is { } payer
            ? ReconcilePersons.RunAsync(
                new PersonsOfPayer(
                    parsed.GetValue(month), Filter(payer, parsed.GetValue(region), parsed.GetValue(category))),
                parsed.GetValue(knownAt).OrNow(), parsed.GetValue(csv), parsed.GetValue(output), cancellation)
            : RunAsync(
                new AskReconciliation(parsed.GetValue(month), parsed.GetValue(knownAt).OrNow()),
                parsed.GetValue(by) is not null, parsed.GetValue(json), parsed.GetValue(csv), cancellation));
        return verb;
    }

    private static PayerFilter Filter(string payer, string? region, string? category) =>
        new(Code<Payer>.Parse(payer), region, category);

    private static async Task<int> RunAsync(
        AskReconciliation question, bool byCategory, bool json, bool csv, CancellationToken cancellation)
    {
        await using var session = await LedgerSession.OpenAsync(cancellation);
        var answered = await AskReconciliationHandler.Handle(
            question, session.Get<ReconciliationQuery>(), session.Get<InsuranceLedger>(), cancellation);
        if (QuestionOptions.AnswerOrSay(answered) is not { } answer)
        {
            return CommandLine.Refused;
        }

        var body = ReconciliationShown.ToBody(answer, byCategory);
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(body, LedgerJson.Indented));
        }
        else if (csv)
        {
            Console.Write(ReconciliationShown.ToCsv(answer, byCategory));
        }
        else
        {
            ReconcileTable.Show(body);
        }

        return answer.Figures.IsSettled ? CommandLine.Done : CommandLine.Refused;
    }
}
