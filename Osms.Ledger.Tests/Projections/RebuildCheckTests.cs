using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Projections;

/// <summary>What is wrong never takes the place of what is right.</summary>
public sealed class RebuildCheckTests : IAsyncLifetime
{
    private const int PeopleInAll = 30;
    private OpenLedger _ledger = null!;

    public async Task InitializeAsync()
    {
        _ledger = await OpenLedger.CreateAsync();
        await _ledger.RecordManyAsync(Enumerable.Range(0, PeopleInAll).Select(People.Grant));
        await _ledger.RecordManyAsync(
            Enumerable.Range(0, PeopleInAll).Select(n => People.Payment(People.Person(n), n % 20)));
    }

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task A_rebuild_that_fails_its_check_says_so_and_leaves_the_live_tables_and_nothing_else()
    {
        var before = await TablesAsync();
        var iin = People.Person(4).Digits;
        await _ledger.ExecuteAsync($"update ledger.mt_streams set version = 9 where id = '{iin}'");

        var failure = await Should.ThrowAsync<RebuildException>(() => _ledger.Get<Rebuild>().RunAsync(null, default));

        failure.Message.ShouldContain("1 people do not have the one row");
        failure.Message.ShouldContain("the read model is as it was");
        failure.Message.ShouldNotContain(iin);
        (await TablesAsync()).ShouldBe(before);
        (await _ledger.ScalarAsync<bool>("select to_regclass('ledger.coverage_next') is null")).ShouldBeTrue();
        await _ledger.ExecuteAsync($"update ledger.mt_streams set version = 2 where id = '{iin}'");
        (await _ledger.Get<Rebuild>().RunAsync(null, default)).ShouldBe(PeopleInAll, "a control");
    }

    [Theory]
    [InlineData("delete from ledger.coverage_next where iin = 'X'", true, true)]
    [InlineData("delete from ledger.insured_state_next where iin = 'X'", true, true)]
    [InlineData("update ledger.coverage_next set version = 1 where iin = 'X'", true, true)]
    [InlineData("insert into ledger.coverage_next select '000101000012', version, position, runs, rules "
        + "from ledger.coverage_next where iin = 'X'", true, false)]
    [InlineData("update ledger.coverage_next set runs = runs || 9 where iin = 'X'", false, true)]
    [InlineData("update ledger.coverage_next set position = 1 where iin = 'X'", false, true)]
    [InlineData("delete from ledger.payer_change_next", false, true)]
    [InlineData("update ledger.contribution_lot_next set amounts[1] = amounts[1] + 1", false, true)]
    [InlineData("update ledger.coverage_next set rules = 1 where iin = 'X'", false, true)]
    [InlineData("update ledger.insured_state_next set facts = facts || '\\x00' where iin = 'X'", false, true)]
    [InlineData("select", false, false)]
    public async Task Every_difference_is_found_by_counting_or_by_folding_some_people_again(
        string damage, bool byCounting, bool byFolding)
    {
        var rules = RuleBook.Embedded;
        var tag = _ledger.Get<CoverageTable>().RulesTag;
        var lot = new RebuildLot(seed: 3);
        await NextTables.MakeAsync(_ledger.Database, default);
        var people = await new RebuildPass(_ledger.Database, rules, tag, lot, null).RunAsync(2, default);
        await NextTables.MakeKeysAsync(_ledger.Database, default);
        people.ShouldBe(PeopleInAll);
        lot.Drawn(people).Count.ShouldBe(PeopleInAll);
        await _ledger.ExecuteAsync(damage.Replace("'X'", $"'{People.Person(8).Digits}'"));
        var check = new RebuildCheck(_ledger.Database, _ledger.Store, rules, tag);
        var settled = await _ledger.Positions.TickAsync(default);

        (await FailsAsync(() => check.CountAsync(settled, default))).ShouldBe(byCounting);
        (await FailsAsync(() => check.SampleAsync(lot.Drawn(people), lot.Seed, default))).ShouldBe(byFolding);
    }

    [Fact]
    public void The_lot_is_fair_and_the_same_again_for_the_same_seed()
    {
        var drawn = Enumerable.Range(0, 40).SelectMany(Draw).ToList();

        Draw(7).ShouldBe(Draw(7));
        Draw(7).ShouldNotBe(Draw(8));
        Draw(7).Count.ShouldBe(100);
        Draw(7).Distinct().Count().ShouldBe(100);
        drawn.Count(n => int.Parse(n) < 5_000).ShouldBeInRange(1_800, 2_200);

        static IReadOnlyList<string> Draw(int seed)
        {
            var lot = new RebuildLot(seed);
            var parts = new[] { lot.PartOf(2, 0), lot.PartOf(2, 1) };
            for (var n = 0; n < 10_000; n++)
            {
                parts[n / 5_000].Pass($"{n}");
            }

            return lot.Drawn(10_000);
        }
    }

    private static async Task<bool> FailsAsync(Func<Task> check)
    {
        try
        {
            await check();
            return false;
        }
        catch (RebuildException e)
        {
            e.Message.ShouldNotMatch("[0-9]{12}");
            return true;
        }
    }

    private Task<string> TablesAsync() => _ledger.ScalarAsync<string>("""
        select md5(string_agg(t, ',' order by t)) from (
            select (c.*)::text as t from ledger.coverage c union all select (i.*)::text from ledger.insured_state i
            union all select ('ledger.coverage'::regclass::oid)::text) as all_rows
        """);
}
