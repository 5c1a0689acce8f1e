using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>What holds of every ledger at rest.</summary>
internal static class LedgerChecks
{
    private const string PayerRows = """
        select concat_ws(' ', position, iin, was, now, rules, first, until, cause) collate "C"
        from ledger.payer_change order by 1
        """;

    private const string ContributionRows = """
        select concat_ws(' ', position, iin, payer, amount, rules, month, kind, turn, person, outcome) collate "C"
        from ledger.contributions(0, 9223372036854775807) order by 1
        """;

    private static readonly int Tag = Convert.ToInt32(RuleBook.Embedded.Digest[..8], 16);

    /// <summary>Every stream as stored, by IIN.</summary>
    internal static async Task<Dictionary<string, Person>> PeopleAsync(this OpenLedger ledger)
    {
        var people = new Dictionary<string, Person>(StringComparer.Ordinal);
        foreach (var iin in await ledger.ColumnAsync<string>("select id from ledger.mt_streams order by id"))
        {
            people.Add(iin, Person.From(await ledger.Store.LoadAsync(iin, null, default)));
        }

        return people;
    }

    /// <summary>Versions are contiguous, no stream is empty, and both tables are what the events fold to.</summary>
    internal static async Task<Dictionary<string, Person>> ShouldHoldTogetherAsync(
        this OpenLedger ledger, string about = "")
    {
        var people = await ledger.PeopleAsync();
        (await ledger.ColumnAsync<string>("select id || ' ' || version from ledger.mt_streams order by id"))
            .ShouldBe(people.Select(p => $"{p.Key} {p.Value.Stored.Count}"), about);
        (await ledger.ScalarAsync<long>("select count(*) from ledger.mt_events"))
            .ShouldBe(people.Sum(p => p.Value.Stored.Count), about);
        foreach (var (iin, person) in people)
        {
            var stored = person.Stored;
            stored.Select(e => e.Version).ShouldBe(Enumerable.Range(1, stored.Count), $"{about} {iin}");
            stored.Select(e => e.Position).ShouldBeInOrder();
        }

        (await ledger.StatesAsync()).ShouldBe(people.Select(p => StateRow(p.Key, p.Value.State)), about);
        (await ledger.CoverageAsync()).ShouldBe(
            people.Select(p => CoverageRow(p.Key, p.Value.State, p.Value.Stored[^1].Position)), about);
        var figures = people.Select(p => FoldedPerson.Of(p.Key, p.Value.Stored, 0, RuleBook.Embedded).Figures).ToList();
        (await ledger.ColumnAsync<string>(PayerRows)).ShouldBe(
            [.. figures.SelectMany(PayerRowsOf).Order(StringComparer.Ordinal)], about);
        (await ledger.ColumnAsync<string>(ContributionRows)).ShouldBe(
            [.. figures.SelectMany(ContributionRowsOf).Order(StringComparer.Ordinal)], about);
        return people;
    }

    /// <summary>The streams, but for their positions and times, are those of the ledger without a database.</summary>
    internal static void ShouldBe(this Dictionary<string, Person> people, PureLedger pure, string about = "")
    {
        people.Keys.AsEnumerable().ShouldBe(pure.Streams.Order(StringComparer.Ordinal).AsEnumerable(), about);
        foreach (var (iin, person) in people)
        {
            person.Events.ShouldBe(pure.EventsOf(iin), $"{about} {iin}");
        }
    }

    internal static string StateRow(string iin, InsuredState state) =>
        $"{iin} {state.Version} {Convert.ToHexStringLower(InsuredStateCodec.Encode(state))}";

    private static string CoverageRow(string iin, InsuredState state, LedgerPosition position)
    {
        var timeline = Determination.Of(Iin.Parse(iin), state, RuleBook.Embedded);
        var runs = string.Join(',', CoverageRows.Pack(timeline, RuleBook.Embedded));
        return $"{iin} {state.Version} {position} {{{runs}}} {Tag}";
    }

    private static IEnumerable<string> PayerRowsOf(NewFigures of) => of.Figures.Payers.Select(p =>
        $"{of.PositionOf(p.Version)} {of.Iin.Number} {p.Was} {p.Now} {Tag} {p.First} {p.Until} {(int)p.Cause}");

    private static IEnumerable<string> ContributionRowsOf(NewFigures of) => of.Figures.Contributions.Select(c =>
        $"{of.PositionOf(c.Version)} {of.Iin.Number} {c.Payer} {c.Amount} {Tag} {c.Month} {(int)c.Kind} {c.Turn} "
        + $"{c.Person} {(int)c.Outcome}");

    private static Task<List<string>> StatesAsync(this OpenLedger ledger) => ledger.ColumnAsync<string>(
        "select iin || ' ' || version || ' ' || encode(facts, 'hex') from ledger.insured_state order by iin");

    private static Task<List<string>> CoverageAsync(this OpenLedger ledger) => ledger.ColumnAsync<string>(
        "select concat_ws(' ', iin, version, position, runs, rules) from ledger.coverage order by iin");
}
