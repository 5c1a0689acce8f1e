using System.Collections;
using FsCheck;
using FsCheck.Fluent;
using Osms.Ledger.Coverage;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Regulation;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Projections;

/// <summary>What is packed into a row comes out again as it went in.</summary>
public sealed class StoredFormTests
{
    private const int Seeds = 25;

    [Fact]
    public void Numbers_and_text_come_out_as_they_went_in()
    {
        Prop.ForAll<long, ulong, string>((signed, unsigned, text) => RoundTrips(signed, unsigned, text ?? ""))
            .QuickCheckThrowOnFailure();
        foreach (var edge in new[] { 0, 1, -1, 63, 64, -64, -65, long.MaxValue, long.MinValue, 1L << 62, -(1L << 62) })
        {
            RoundTrips(edge, unchecked((ulong)edge), "мәтін").ShouldBeTrue($"{edge}");
        }
    }

    [Fact]
    public void The_state_of_any_person_comes_out_of_its_row_with_every_fact()
    {
        ForRandomPeople((iin, events, about) =>
        {
            var state = InsuredState.Fold(events);
            var read = InsuredStateCodec.Decode(InsuredStateCodec.Encode(state)).ShouldNotBeNull(about);

            read.Version.ShouldBe(state.Version, about);
            read.Payments.ShouldBe(state.Payments, about);
            read.Grants.ShouldBe(state.Grants, about);
            read.Ends.ShouldBe(state.Ends, about);
            read.Residences.ShouldBe(state.Residences, about);
            read.Regions.ShouldBe(state.Regions, about);
            read.WelfareLevels.ShouldBe(state.WelfareLevels, about);
            read.Care.ShouldBe(state.Care, about);
            read.Departures.ShouldBe(state.Departures, about);
            read.Fingerprints.ShouldBe(state.Fingerprints, about);
        });
    }

    [Fact]
    public void A_state_read_into_the_memory_of_another_is_as_if_it_had_its_own()
    {
        var reused = InsuredState.Empty.ToBeMovedOn();
        ForRandomPeople((_, events, about) =>
        {
            var packed = InsuredStateCodec.Encode(InsuredState.Fold(events));

            InsuredStateCodec.Decode(packed, reused).ShouldBeTrue(about);
            InsuredStateCodec.Encode(reused).ShouldBe(packed, about);
        });
    }

    [Fact]
    public void Every_list_of_the_state_is_in_its_row()
    {
        // A control for the test above: a list that nobody fills proves nothing, and a new one must be added there.
        var filled = new HashSet<string>(StringComparer.Ordinal);
        var lists = typeof(InsuredState).GetProperties().Where(p => p.PropertyType.IsGenericType).ToList();
        ForRandomPeople((_, events, _) =>
        {
            var state = InsuredState.Fold(events);
            filled.UnionWith(lists.Where(l => ((ICollection)l.GetValue(state)!).Count > 1).Select(l => l.Name));
        });

        filled.Order(StringComparer.Ordinal).ShouldBe(
        [
            "Care", "Departures", "Ends", "Fingerprints", "Grants", "Payments", "Regions", "Residences",
            "WelfareLevels",
        ]);
        lists.Count.ShouldBe(filled.Count);
    }

    [Fact]
    public void One_event_at_a_time_from_the_row_is_the_same_as_all_at_once()
    {
        ForRandomPeople((_, events, about) =>
        {
            var packed = InsuredStateCodec.Encode(InsuredState.Empty);
            foreach (var happened in events)
            {
                packed = InsuredStateCodec.Encode(InsuredStateCodec.Decode(packed)!.Evolve(happened));
            }

            packed.ShouldBe(InsuredStateCodec.Encode(InsuredState.Fold(events)), about);
        });
    }

    [Fact]
    public void A_row_in_another_format_is_left_aside()
    {
        var packed = InsuredStateCodec.Encode(InsuredState.Empty);
        packed[0]++;

        InsuredStateCodec.Decode(packed).ShouldBeNull();
    }

    [Fact]
    public void The_timeline_of_any_person_comes_out_of_its_row()
    {
        var rules = RuleBook.Embedded;
        var longest = 0;
        ForRandomPeople((iin, events, about) =>
        {
            var timeline = Determination.Of(iin, InsuredState.Fold(events), rules);
            var packed = CoverageRows.Pack(timeline, rules);

            var row = new CoverageRow(LedgerPosition.Start, AsSent(packed), rules);
            row.ToTimeline().Runs.ShouldBe(timeline.Runs, about);
            foreach (var day in packed.Select(CoverageRows.FirstDay).SelectMany(d => new[] { d.AddDays(-1), d }))
            {
                row.On(day).ShouldBe(timeline.Around(day), about);
            }

            row.On(DateOnly.MinValue).ShouldBe(timeline.Around(DateOnly.MinValue), about);
            row.On(DateOnly.MaxValue).ShouldBe(timeline.Around(DateOnly.MaxValue), about);
            packed.ShouldBe([.. packed.Distinct().Order()], about);
            longest = Math.Max(longest, packed.Length);
        });
        longest.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task The_database_sends_a_row_as_it_is_read_here()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        await ledger.RecordManyAsync(new RandomCommands(12).Take(150, 4));
        await ledger.ExecuteAsync(
            "update ledger.coverage set runs = '{}' where iin = (select min(iin) from ledger.coverage)");
        var rows = await ledger.ColumnAsync<long[]>("select runs from ledger.coverage order by iin");
        var sent = await ledger.ColumnAsync<byte[]>("select array_send(runs) from ledger.coverage order by iin");

        rows[0].ShouldBeEmpty();
        new CoverageRow(LedgerPosition.Start, sent[0], RuleBook.Embedded).ToTimeline().Runs.Count.ShouldBe(1);
        sent.Skip(1).ShouldBe(rows.Skip(1).Select(AsSent));
    }

    [Fact]
    public async Task The_database_finds_in_a_row_what_the_timeline_says_of_a_day()
    {
        await using var ledger = await OpenLedger.CreateAsync();
        var random = new RandomCommands(11);
        await ledger.RecordManyAsync(random.Take(150, 4));
        foreach (var (iin, person) in await ledger.PeopleAsync())
        {
            var timeline = Determination.Of(Iin.Parse(iin), person.State, RuleBook.Embedded);
            DateOnly[] begins = [.. timeline.Runs.Skip(1).Select(r => r.From!.Value)];
            DateOnly[] days = [.. begins, .. begins.Select(d => d.AddDays(-1))];
            var list = string.Join(", ", days.Select(d => $"date '{d:yyyy-MM-dd}'"));
            var found = await ledger.ColumnAsync<int?>($"""
                select ledger.standing_on(runs, day)
                from ledger.coverage, unnest(array[{list}]) with ordinality as d (day, n)
                where iin = '{iin}' order by n
                """);

            found.ShouldBe(days.Select(d => d.Year < 2020
                ? (int?)null
                : StandingCode.Pack(timeline.On(d), RuleBook.Embedded)));
        }
    }

    private static byte[] AsSent(long[] runs)
    {
        var sent = new MemoryStream();
        foreach (var header in new[] { 1, 0, 20, runs.Length, 1 })
        {
            Add(header, sizeof(int));
        }

        foreach (var run in runs)
        {
            Add(sizeof(long), sizeof(int));
            Add(run, sizeof(long));
        }

        return sent.ToArray();

        void Add(long number, int bytes)
        {
            for (var shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
            {
                sent.WriteByte((byte)(number >> shift & 0xFF));
            }
        }
    }

    private static bool RoundTrips(long signed, ulong unsigned, string text)
    {
        text = string.Concat(text.Where(c => !char.IsSurrogate(c)));
        var to = new PackedWriter();
        to.Signed(signed);
        to.Unsigned(unsigned);
        to.Fixed(unsigned);
        to.Text(text);
        var from = new PackedReader(to.ToArray());
        return from.Signed() == signed && from.Unsigned() == unsigned && from.Fixed() == unsigned
            && from.Text() == text && from.AtEnd;
    }

    private static void ForRandomPeople(Action<Iin, IReadOnlyList<InsuredEvent>, string> check)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var random = new RandomCommands(seed);
            random.Take(200, 5);
            foreach (var iin in random.Pure.Streams)
            {
                check(Iin.Parse(iin), random.Pure.EventsOf(iin), $"seed {seed}");
            }
        }
    }
}
