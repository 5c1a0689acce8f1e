using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Reconciliation;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Tests.Reconciliation;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>Behind every figure are as many persons, each with the events that make it so.</summary>
public sealed class PayerPersonsTests
{
    private static readonly RuleBook Rules = FinanceLedger.Rules;
    private static readonly Month[] Months = [new(2021, 3), new(2026, 1), new(2026, 11)];

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    public async Task Every_person_is_listed_under_the_one_payer_of_the_naive_reading(int seed)
    {
        await using var finance = await FinanceLedger.CreateAsync(seed, people: 45);
        foreach (var at in finance.Positions(3))
        {
            foreach (var month in Months)
            {
                var expected = finance.PeopleAt(at)
                    .Select(p => (Iin: p.Key, Payer: new NaiveDetermination(p.Key, p.Value, Rules).PayerOf(month)))
                    .OrderBy(p => p.Iin).ToList();
                foreach (var payer in Enum.GetValues<Payer>())
                {
                    (await ListAsync(finance, new PersonsOfPayer(month, new PayerFilter(payer)), at))
                        .Select(p => (p.Iin, (p.Payer.Payer, p.Payer.Category, p.Payer.Region, p.Payer.Day)))
                        .ShouldBe(expected.Where(p => p.Payer.Payer == payer), $"seed {seed}, {at}, {month}, {payer}");
                }
            }
        }
    }

    [Fact]
    public async Task Every_line_and_every_category_has_the_persons_of_its_figure_whatever_the_size_of_a_page()
    {
        await using var finance = await FinanceLedger.CreateAsync(13, people: 45);
        var query = finance.Ledger.Get<ReconciliationQuery>();
        var found = await query.AskAsync(Months[^1], new AsOf.Position(finance.Last), default);
        var figures = found.ShouldBeOfType<Answered<ReconciliationAnswer>.Found>().Answer.Figures;
        figures.Budgets.Count.ShouldBeGreaterThan(3);
        foreach (var line in figures.Budgets)
        {
            await CompareAsync(finance, new PayerFilter(line.Payer, line.Region), line.Persons, line.Each.Amount);
            foreach (var (category, persons) in line.Categories)
            {
                await CompareAsync(
                    finance, new PayerFilter(line.Payer, line.Region, category ?? PayerFilter.Welfare), persons,
                    line.Each.Amount);
            }
        }

        await CompareAsync(finance, new PayerFilter(Payer.Exempt), figures.Exempt, null);
        await CompareAsync(finance, new PayerFilter(Payer.Contributors), figures.Contributors, null);
        await CompareAsync(finance, new PayerFilter(Payer.None), figures.None, null);
    }

    [Fact]
    public async Task A_list_that_is_not_as_long_as_its_figure_does_not_end_well()
    {
        await using var finance = await FinanceLedger.CreateAsync(14, people: 45);
        var asked = new PersonsOfPayer(Months[0], new PayerFilter(Payer.None));
        var all = await ListAsync(finance, asked, finance.Last);
        all.Count.ShouldBeGreaterThan(2);

        var part = new ListPart(new AsOf.Position(finance.Last), ListPlace.Beginning, 2);
        var first = await PageAsync(finance, asked, part);
        var query = finance.Ledger.Get<PayerPersonsQuery>();
        var more = (first with { Total = first.Total + 1 }).WithAllFurtherAsync(
            part, next => query.ListAsync(asked, next, default), default);

        var read = new List<PayerPerson>();
        var failure = await Should.ThrowAsync<InvalidOperationException>(async () =>
        {
            await foreach (var person in more)
            {
                read.Add(person);
            }
        });

        failure.Message.ShouldBe($"The list has {all.Count} rows, and the figure is {all.Count + 1}.");
        read.Select(person => person.Iin).ShouldBe(all.Select(person => person.Iin));
    }

    [Fact]
    public void The_events_behind_alone_make_the_same_payer()
    {
        var told = 0;
        foreach (var who in RandomPeople.Several(600))
        {
            var state = who.States[^1];
            foreach (var month in Months)
            {
                var payer = MonthPayer.Of(who.Iin, state, Rules, month);
                if (payer.Payer == Payer.None)
                {
                    continue;
                }

                var behind = PayerEvidence.Of(who.Iin, state, Rules, month, payer);
                behind.ShouldBe([.. behind.Distinct().Order()], $"seed {who.Seed}, {month}");
                var alone = InsuredState.Fold(behind.Select(version => who.Events[version - 1]));
                MonthPayer.Of(who.Iin, WithResidence(who, alone, payer, month), Rules, month)
                    .ShouldBe(payer, $"seed {who.Seed}, {month}: {string.Join(' ', behind)}");
                told += behind.Count;
            }
        }

        told.ShouldBeGreaterThan(600, "a control");
    }

    // Of the contributors only payments are named: who takes part by a residence takes part here by the same.
    private static InsuredState WithResidence(RandomPerson who, InsuredState alone, MonthPayer payer, Month month) =>
        payer.Payer == Payer.Contributors
            ? alone.Evolve(NaiveFacts.Standing<InsuredEvent.ResidenceRecorded>(who.Events)
                .Where(r => r.Event.From <= month.LastDay).Select(r => r.Event))
            : alone;

    private static async Task CompareAsync(FinanceLedger finance, PayerFilter who, long persons, Tenge? each)
    {
        var asked = new PersonsOfPayer(Months[^1], who);
        var all = await ListAsync(finance, asked, finance.Last);
        all.Count.ShouldBe((int)persons, $"seed {finance.Seed}, {who}");
        all.ShouldAllBe(person => person.Expected == each);
        foreach (var limit in new[] { 1, 7, 1_000 })
        {
            var paged = new List<PayerPerson>();
            for (ListPlace? next = ListPlace.Beginning; next is { } after;)
            {
                var page = await PageAsync(finance, asked, new ListPart(new AsOf.Position(finance.Last), after, limit));
                page.Total.ShouldBe(persons);
                page.Rows.Count.ShouldBeLessThanOrEqualTo(limit);
                paged.AddRange(page.Rows);
                next = page.Next;
            }

            paged.Select(p => p.Iin).ShouldBe(all.Select(p => p.Iin), $"seed {finance.Seed}, {who}, {limit}");
        }
    }

    private static async Task<List<PayerPerson>> ListAsync(
        FinanceLedger finance, PersonsOfPayer asked, LedgerPosition at)
    {
        var part = new ListPart(new AsOf.Position(at), ListPlace.Beginning, 40);
        var first = await PageAsync(finance, asked, part);
        var query = finance.Ledger.Get<PayerPersonsQuery>();
        return await first.WithAllFurtherAsync(part, next => query.ListAsync(asked, next, default), default)
            .ToListAsync();
    }

    private static async Task<ListPage<PayerPerson>> PageAsync(
        FinanceLedger finance, PersonsOfPayer asked, ListPart part) =>
        (await finance.Ledger.Get<PayerPersonsQuery>().ListAsync(asked, part, default))
            .ShouldBeOfType<Answered<ListPage<PayerPerson>>.Found>().Answer;
}
