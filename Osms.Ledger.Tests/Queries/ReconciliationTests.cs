using Microsoft.Extensions.DependencyInjection;
using Osms.Ledger.Api.Http;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Tests.Reconciliation;
using Osms.Ledger.Tests.Regulation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>A month's reconciliation is what everybody's facts and all transfers come to, at any position.</summary>
public sealed class ReconciliationTests
{
    private static readonly RuleBook Rules = FinanceLedger.Rules;
    private static readonly Month[] Months =
        [new(2020, 1), new(2025, 12), new(2026, 1), new(2026, 2), new(2026, 11), new(2028, 11)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Persons_and_money_are_those_of_the_naive_reading_of_everybodys_facts(int seed)
    {
        await using var finance = await FinanceLedger.CreateAsync(seed, people: 45);
        foreach (var at in finance.Positions(8))
        {
            var people = finance.PeopleAt(at)
                .Select(p => (Naive: new NaiveDetermination(p.Key, p.Value, Rules), p.Key, p.Value)).ToList();
            foreach (var month in Months)
            {
                var about = $"seed {seed}, position {at}, {month}";
                var figures = (await AskAsync(finance, month, new AsOf.Position(at))).Figures;
                figures.People.ShouldBe(people.Count, about);
                var payers = people.Select(person => person.Naive.PayerOf(month)).ToList();
                payers.ShouldBe(
                    people.Select(p => MonthPayer.Of(p.Key, InsuredState.Fold(p.Value), Rules, month))
                        .Select(p => (p.Payer, p.Category, p.Region, p.Day)),
                    about);
                figures.Contributors.ShouldBe(payers.Count(p => p.Payer == Payer.Contributors), about);
                figures.Exempt.ShouldBe(payers.Count(p => p.Payer == Payer.Exempt), about);
                figures.None.ShouldBe(payers.Count(p => p.Payer == Payer.None), about);
                var received = finance.ReceivedAt(month, at);
                figures.Budgets.Select(Line).ShouldBe(
                    payers.Where(p => p.Payer is Payer.Republican or Payer.Local)
                        .Select(p => p.Region ?? "republican")
                        .Concat(received.Keys).Append("republican").Distinct()
                        .OrderBy(budget => budget switch { "republican" => 0, "unknown" => 2, _ => 1 })
                        .ThenBy(budget => budget, StringComparer.Ordinal)
                        .Select(budget => Line(
                            budget,
                            [.. payers.Where(p => (p.Payer == Payer.Local ? p.Region : "republican") == budget
                                && p.Payer is Payer.Republican or Payer.Local).Select(p => p.Category)],
                            received.GetValueOrDefault(budget),
                            month)),
                    about);
            }
        }
    }

    [Fact]
    public async Task A_rebuild_changes_no_byte_of_it()
    {
        await using var finance = await FinanceLedger.CreateAsync(4, people: 40);
        var before = await TextAsync(finance);

        await finance.Ledger.Get<Rebuild>().RunAsync(null, default);

        (await TextAsync(finance)).ShouldBe(before);
    }

    [Fact]
    public async Task With_other_rule_data_there_are_no_figures_until_a_rebuild_has_made_them()
    {
        await using var finance = await FinanceLedger.CreateAsync(6, people: 20);
        var other = RuleFileText.With(data => data.At("figures.stateRate").AsArray()[^1]!["value"] = 0.05);
        await using var later = await OpenLedger.OpenAsync(
            finance.Ledger.ConnectionString, options: null, services => services.AddSingleton(other));
        var query = later.Get<ReconciliationQuery>();
        var before = await AskAsync(finance, Months[^2], AsOf.Now.Instance);

        await Should.ThrowAsync<FiguresNotReadyException>(
            () => query.AskAsync(Months[^2], AsOf.Now.Instance, default));
        await later.Get<Rebuild>().RunIfOutdatedAsync(null, default);

        var after = (await query.AskAsync(Months[^2], AsOf.Now.Instance, default))
            .ShouldBeOfType<Answered<ReconciliationAnswer>.Found>().Answer;
        after.Figures.Persons.ShouldBe(before.Figures.Persons);
        after.Figures.Expected.ShouldNotBe(before.Figures.Expected);
        await Should.ThrowAsync<FiguresNotReadyException>(() => AskAsync(finance, Months[^2], AsOf.Now.Instance));
    }

    [Fact]
    public async Task Now_is_the_last_position_and_a_position_ahead_has_no_figures()
    {
        await using var finance = await FinanceLedger.CreateAsync(5, people: 5);

        (await AskAsync(finance, Months[^2], AsOf.Now.Instance)).Position.ShouldBe(finance.Last);
        (await finance.Ledger.Get<ReconciliationQuery>().AskAsync(
            Months[0], new AsOf.Position(new(finance.Last.Value + 1)), default))
            .ShouldBeOfType<Answered<ReconciliationAnswer>.Unsettled>();
    }

    private static async Task<string> TextAsync(FinanceLedger finance)
    {
        var texts = new List<string>();
        foreach (var at in finance.Positions(3))
        {
            var answer = await AskAsync(finance, Months[3], new AsOf.Position(at));
            texts.Add(ReconciliationShown.ToCsv(answer, byCategory: false));
            texts.Add(ReconciliationShown.ToCsv(answer, byCategory: true));
        }

        return string.Concat(texts);
    }

    private static async Task<ReconciliationAnswer> AskAsync(FinanceLedger finance, Month month, AsOf knownAt) =>
        (await finance.Ledger.Get<ReconciliationQuery>().AskAsync(month, knownAt, default))
            .ShouldBeOfType<Answered<ReconciliationAnswer>.Found>().Answer;

    private static string Line(BudgetLine line) =>
        $"{line.Region ?? "republican"} {line.Persons} {line.Expected} {line.Received} {line.Difference} {line.Status} "
        + string.Join(' ', line.Categories.Select(c => $"{c.Category}:{c.Persons}").Order(StringComparer.Ordinal));

    // Each person's share, rounded for that person, and then added up.
    private static string Line(string budget, List<string?> categories, Tenge received, Month month)
    {
        var day = month.FirstDay;
        var (rate, wage) = budget == "republican"
            ? (Rules.StateRate.On(day).Value, Rules.StateBaseAverageWage.On(day).Value)
            : (Rules.LocalRate.On(day).Value, Wage(budget, day));
        var expected = categories.Sum(_ => decimal.Round(rate * wage, 2, MidpointRounding.AwayFromZero));
        var difference = received.Amount - expected;
        var status = difference == 0 ? "Settled" : difference > 0 ? "Over"
            : received.Tiyn == 0 ? "NothingReceived" : "Short";
        return $"{budget} {categories.Count} {Tenge.From(expected)} {received} {Tenge.From(difference)} {status} "
            + string.Join(' ', categories.CountBy(c => c ?? "")
                .Select(c => $"{c.Key}:{c.Value}").Order(StringComparer.Ordinal));
    }

    private static decimal Wage(string region, DateOnly day) =>
        (Rules.LocalBaseAverageWage.TryGetValue(region, out var own) ? own.TryOn(day)?.Value : null)
        ?? Rules.LocalBaseAverageWage["national"].On(day).Value;
}
