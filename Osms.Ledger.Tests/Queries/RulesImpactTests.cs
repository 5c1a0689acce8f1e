using Osms.Ledger.Coverage;
using Osms.Ledger.Queries;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Regulation;
using Osms.Ledger.Tests.Synthetic;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Queries;

/// <summary>Whose answer other rule data would change is what folding everybody by both comes to.</summary>
public sealed class RulesImpactTests : IAsyncLifetime
{
    private static readonly DateOnly Day = new(2026, 10, 15);

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync()
    {
        _ledger = await OpenLedger.CreateAsync();
        await _ledger.RecordManyAsync(Countries.Of(62, people: 250).Commands());
        await _ledger.RecordManyAsync(new RandomCommands(8).Take(200, 40));
        await _ledger.RecordManyAsync(
            Enumerable.Range(0, 14).Select(month => People.Payment(People.Person(90), month)));
        await _ledger.ExecuteAsync("""
            insert into ledger.mt_streams (id, type, version) values ('budget-75', 'budget', 1);
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp)
            values (nextval('ledger.mt_events_sequence'), gen_random_uuid(), 'budget-75', 1, '{}', 'other', now());
            """);
    }

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task A_category_that_is_dropped_leaves_its_people_without_it()
    {
        var other = RuleFileText.With(data =>
        {
            var categories = data.At("categories").AsArray();
            categories.Remove(categories.Single(c => c!["code"]!.GetValue<string>() == "child"));
        });

        var impact = await ShouldBeAsFoldedAsync(other);

        impact.Changed.Count.ShouldBeGreaterThan(30, "a control");
        impact.Changed.ShouldAllBe(c => c.Before.Category == "child" && c.After.Category != "child");
        impact.Summary.LostCover.ShouldBeGreaterThan(0);
        impact.Summary.BecameInsured.ShouldBe(0);
    }

    [Fact]
    public async Task A_requirement_that_is_raised_leaves_months_unpaid()
    {
        var other = RuleFileText.With(data =>
        {
            foreach (var rate in data.At("figures.selfPayerRate").AsArray())
            {
                rate!["value"] = 0.95;
            }
        });

        var impact = await ShouldBeAsFoldedAsync(other, new DateOnly(2025, 2, 15));

        impact.Changed.Select(c => c.Iin).ShouldContain(People.Person(90));
        impact.Summary.LostCover.ShouldBeGreaterThan(0);
        impact.Summary.BecameInsured.ShouldBe(0);
    }

    [Fact]
    public async Task The_same_rules_and_figures_that_concern_no_cover_change_nobodys_answer()
    {
        (await ShouldBeAsFoldedAsync(RuleBook.Embedded)).Changed.ShouldBeEmpty();

        var impact = await ShouldBeAsFoldedAsync(
            RuleFileText.With(data => data.At("figures.stateRate.0")["value"] = 0.5));

        impact.Changed.ShouldBeEmpty();
        impact.Summary.People.ShouldBe((await PeopleAsync()).Count);
        impact.Summary.To!.Value.Value.ShouldBe(await _ledger.LastNumberAsync());
    }

    [Fact]
    public async Task An_empty_ledger_has_nobody_whose_answer_could_change()
    {
        await using var empty = await OpenLedger.CreateAsync();

        (await empty.RulesImpactAsync(RuleBook.Embedded, Day)).Summary.People.ShouldBe(0);
    }

    private async Task<ImpactRead> ShouldBeAsFoldedAsync(RuleBook other, DateOnly? at = null)
    {
        var day = at ?? Day;
        var impact = await _ledger.RulesImpactAsync(other, day);

        var folded = (await PeopleAsync()).Select(p =>
        {
            var iin = Iin.Parse(p.Key);
            return new ChangedAnswer(
                iin, Determination.Of(iin, p.Value.State, RuleBook.Embedded).On(day),
                Determination.Of(iin, p.Value.State, other).On(day), []);
        }).ToList();
        var last = new LedgerPosition(await _ledger.LastNumberAsync());
        impact.Text.ShouldBe(ImpactLedger.Of(folded, day, last, last).Text);
        return impact;
    }

    private async Task<Dictionary<string, Osms.Ledger.Projections.Person>> PeopleAsync()
    {
        var people = new Dictionary<string, Osms.Ledger.Projections.Person>(StringComparer.Ordinal);
        foreach (var iin in await _ledger.ColumnAsync<string>(
            "select id from ledger.mt_streams where id not like 'budget%' order by id"))
        {
            people.Add(iin, Osms.Ledger.Projections.Person.From(await _ledger.Store.LoadAsync(iin, null, default)));
        }

        return people;
    }
}
