using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Dues;
using Osms.Ledger.Handlers;
using Osms.Ledger.Regulation;
using Osms.Ledger.Values;
using Spectre.Console;

namespace Osms.Ledger.Api.Commands;

/// <summary><c>calculator KIND [AMOUNT…]</c>: who owes how much for a month. Needs no database.</summary>
internal static class CalculatorVerb
{
    internal static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = string.Join(", ", Code<IncomeKind>.All) };
        var amounts = new Argument<decimal[]>("AMOUNT")
        {
            Description = "What each job or contract pays in the month, in tenge, in the order declared.",
            Arity = ArgumentArity.ZeroOrMore,
            CustomParser = result => [.. result.Tokens.Select(token =>
            {
                if (!decimal.TryParse(
                    token.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount))
                {
                    result.AddError("AMOUNT is a number of tenge.");
                }

                return amount;
            })],
        };
        var on = QuestionOptions.Day("--on");
        var category = new Option<string?>("--category") { Description = "The person's category, if any." };
        var region = new Option<string?>("--region")
        {
            Description = "The person's region (KATO, two digits), for what a local budget pays.",
        };
        var json = QuestionOptions.Json();
        var verb = new Command("calculator", "Who owes how much for a month: employers, the person, a budget?")
        {
            kind, amounts, on, category, region, json,
        };
        verb.Validators.Add(parsed =>
        {
            var given = parsed.GetResult(amounts)?.Tokens.Count ?? 0;
            if (CalculatorRequest.IncomesProblem(parsed.GetValue(kind) ?? string.Empty, given) is { } problem)
            {
                parsed.AddError($"AMOUNT: {problem}");
            }
        });
        verb.SetAction(parsed => Run(
            new Calculate(
                parsed.GetValue(on), parsed.GetValue(kind)!,
                [.. parsed.GetValue(amounts)!.Select(amount => new IncomeGiven(null, amount))],
                parsed.GetValue(category), parsed.GetValue(region)),
            parsed.GetValue(json)));
        return verb;
    }

    private static int Run(Calculate question, bool json)
    {
        var rules = RuleBook.Embedded;
        switch (CalculateHandler.Handle(question, rules, TimeProvider.System))
        {
            case CalculationResult.Calculated(var answer, var digest):
                var body = RegulationShown.ToBody(answer, rules.RegulationOn(answer.On)!.Version, digest);
                if (json)
                {
                    Console.WriteLine(JsonSerializer.Serialize(body, LedgerJson.Indented));
                }
                else
                {
                    Show(body);
                }

                return CommandLine.Done;
            case CalculationResult.Refused(var refusals):
                foreach (var refusal in refusals)
                {
                    Console.Error.WriteLine($"{refusal.CodeText}: {refusal.Detail}");
                }

                return CommandLine.Refused;
            default:
                throw new InvalidOperationException("The calculator answered otherwise.");
        }
    }

    private static void Show(CalculationBody body)
    {
        var table = new Table().Border(TableBorder.Ascii).AddColumns(
            "who pays", "income", "counts", "rate", "amount", "limit");
        foreach (var column in table.Columns.Skip(1).Take(4))
        {
            column.RightAligned();
        }

        foreach (var line in body.Lines)
        {
            table.AddRow(
                line.From, line.Income is { } income ? Number(income) : string.Empty,
                Number(line.Base), RegulationVerb.Percent(line.Rate), Number(line.Amount),
                line.Limit ?? string.Empty);
        }

        table.AddRow("all", string.Empty, string.Empty, string.Empty, Number(body.Total));
        var terminal = Terminal.Create();
        terminal.WriteLine($"for a month, by the law of {body.On:yyyy-MM-dd} ({body.Regulation})");
        terminal.Write(table);
        terminal.Write(RegulationVerb.Figures(
        [
            .. body.Figures,
            .. body.Lines.Where(line => line.Limit == "category").DistinctBy(line => line.From).Select(line =>
                new FigureBody($"{line.From}, category", null, 0, RuleBook.Beginning, line.Cite, line.Trust)),
        ]));
    }

    private static string Number(Tenge sum) => RegulationVerb.Number(sum.Amount);
}
