using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Osms.Ledger.Audit;
using Osms.Ledger.Closing;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Budgets;
using Osms.Ledger.Tests.Closing;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Tests.Naive;
using Osms.Ledger.Tests.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.Audit;

/// <summary>A ledger made of another's export answers as the other does.</summary>
public sealed class RoundTripTests : IAsyncLifetime
{
    private OpenLedger _original = null!;
    private OpenLedger _copy = null!;

    public async Task InitializeAsync()
    {
        var impatient = new LedgerOptions { SettlePatience = TimeSpan.FromMilliseconds(100) };
        _original = await OpenLedger.CreateAsync(impatient);
        _copy = await OpenLedger.CreateAsync(impatient);
    }

    public async Task DisposeAsync()
    {
        await _original.DisposeAsync();
        await _copy.DisposeAsync();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task An_export_imported_into_an_empty_ledger_gives_the_same_answers(int seed)
    {
        await FillAsync(seed);
        var export = await Exports.OfAsync(_original);
        var rows = Exports.Lines(export).Length;
        (await _original.ColumnAsync<string>("select distinct type from ledger.mt_events"))
            .ShouldBe(EventCatalogue.Names, ignoreOrder: true, $"seed {seed}");

        var report = await Exports.ImportAsync(_copy, export);

        (report.Accepted, report.Rows).ShouldBe((rows, rows), $"seed {seed}: {report}");
        var copied = Exports.WithoutPlace(await Exports.OfAsync(_copy));
        copied.Length.ShouldBe(rows);
        foreach (var (here, there) in Exports.WithoutPlace(export).Zip(copied))
        {
            there.ShouldBe(here, $"seed {seed}");
        }

        await AnswersShouldBeTheSameAsync(seed);
        (await _copy.Get<Verification>().RunAsync(null, 0, null, default)).Findings.ShouldBeEmpty($"seed {seed}");

        foreach (var ledger in (OpenLedger[])[_original, _copy])
        {
            var last = await ledger.LastNumberAsync();
            var again = await Exports.ImportAsync(ledger, export);
            (again.Repeated, again.Rows).ShouldBe((rows, rows), $"seed {seed}: {again}");
            (await ledger.LastNumberAsync()).ShouldBe(last);
        }
    }

    [Fact]
    public async Task Of_an_export_with_closed_months_everything_arrives_but_the_closings_and_the_report_says_so()
    {
        await FillAsync(4);
        await _original.RecordAsync(Transfers.Of("T1", "75", "2026-02", 10.5m, "2026-02-10"));
        var month = new Month(2026, 2);
        await _original.CloseAsync(month).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        await _original.ReopenAsync(month, "late").ShouldBecomeAsync<MonthEvent.MonthReopened>();
        await _original.RecordAsync(People.Grant(1));
        await _original.CloseAsync(month).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        var export = await Exports.OfAsync(_original);
        var months = Exports.Lines(export).Count(line => line.Contains("\"month\":\"2026-02\",\"version\":"));

        var report = await Exports.ImportAsync(_copy, export);

        months.ShouldBe(3);
        (report.Accepted, report.Refused, report.Rows).ShouldBe(
            (Exports.Lines(export).Length - 3, 3, Exports.Lines(export).Length), $"{report}");
        report.Problems.Select(problem => problem.Code).ShouldBe(
            Enumerable.Repeat("closing-not-imported", 3));
        var copied = Exports.WithoutPlace(await Exports.OfAsync(_copy));
        copied.ShouldBe(Exports.WithoutPlace(export).Where(line => !line.Contains("\"type\":\"month_")));

        // Closed there, the month has the same figures.
        var here = await _original.FiguresAsync(month);
        var there = await _copy.CloseAsync(month).ShouldBecomeAsync<MonthEvent.MonthClosed>();
        MonthFigures.Parse(there.Figures).Own.ShouldBe(here.Own);
        here.Own.ShouldContain(line => line.Received != Tenge.Zero);
    }

    [Fact]
    public async Task An_export_that_goes_on_where_another_ended_is_the_rest_of_the_whole()
    {
        const int Seed = 3;
        await FillAsync(Seed);
        var last = await _original.LastNumberAsync();
        var whole = Exports.Lines(await Exports.OfAsync(_original));

        foreach (var cut in (long[])[1, last / 3, last / 2, last])
        {
            var parts = Exports.Lines(await Exports.OfAsync(_original, 1, cut))
                .Concat(Exports.Lines(await Exports.OfAsync(_original, cut + 1)));
            parts.ShouldBe(whole, $"seed {Seed}, cut after {cut}");
        }

        whole.Select(line => (long)JsonNode.Parse(line)!["position"]!).ShouldBe(
            await _original.ColumnAsync<long>("select seq_id from ledger.mt_events order by seq_id"));
        (await Exports.OfAsync(_original, last + 1)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_export_ends_where_the_ledger_is_settled()
    {
        await _original.RecordAsync(People.Grant(1));
        await _original.Positions.TickAsync(default);
        await using var writer = await StalledWriter.BeginAsync(_original, Stall.AfterTheNumber, People.Person(2));
        await _original.RecordAsync(People.Grant(3));

        Exports.Lines(await Exports.OfAsync(_original)).Length.ShouldBe(1);
        (await _original.Get<ExportQuery>().FixAsync(new(3), default)).ShouldBeOfType<Settlement.NotSettled>();
        (await _original.Get<ExportQuery>().FixAsync(new(4), default)).ShouldBe(new Settlement.PositionAhead(new(3)));

        await writer.CommitAsync();
        Exports.Lines(await Exports.OfAsync(_original)).Length.ShouldBe(3);
    }

    [Fact]
    public async Task An_annulment_is_not_taken_where_it_would_annul_another_fact()
    {
        var iin = People.Person(1).Digits;
        var day = new DateOnly(2021, 2, 3);
        InsuredCommand[] commands =
        [
            new InsuredCommand.RecordRegion(iin, "71", day), new InsuredCommand.RecordRegion(iin, "75", day),
            new InsuredCommand.AnnulFact(iin, 2, "region_recorded", "wrong"),
        ];
        await _original.RecordManyAsync(commands);
        await _copy.RecordAsync(new InsuredCommand.RecordRegion(iin, "39", day));

        var report = await Exports.ImportAsync(_copy, await Exports.OfAsync(_original));

        (report.Accepted, report.Refused).ShouldBe((2, 1));
        report.Problems.Single().Code.ShouldBe("fact-differs");
        report.Problems.Single().Detail.ShouldBe(
            "version: This annulment was version 3 of its history and would be version 4 here: the version that it "
            + "annuls is another fact.");
    }

    /// <summary>Singles and batches, by whoever and from wherever, with numbers that writers took back.</summary>
    private async Task FillAsync(int seed)
    {
        var random = new RandomCommands(seed);
        var line = 0;
        for (var round = 0; round < 12; round++)
        {
            foreach (var command in random.Take(8, 15))
            {
                var origin = new EventOrigin(
                    round % 3 == 0 ? null : "Айгүл \"7\"", round % 2 == 0 ? null : $"c{round}", null, null);
                await _original.Commands.RecordAsync(command, origin, default);
            }

            await using (await StalledWriter.BeginAsync(_original, (Stall)(round % 3), People.Person(900)))
            {
                await _original.Commands.RecordManyAsync(
                    [.. random.Take(25, 15).Select(c => new SourcedCommand(
                        c, new EventOrigin("bank", "d1", round % 4 == 0 ? null : "тізім.csv", ++line)))],
                    default);
            }
        }

        var people = Enumerable.Range(seed * 1_000, 40).Select(RandomPeople.Person);
        await _original.RecordManyAsync(people.SelectMany(p => p.Attempts).Select(a => a.Command));
        await _original.Positions.TickAsync(default);
    }

    private async Task AnswersShouldBeTheSameAsync(int seed)
    {
        var days = Enumerable.Range(0, 27).Select(n => new DateOnly(2020, 1, 15).AddMonths(4 * n)).ToList();
        foreach (var id in await _original.ColumnAsync<string>("select id from ledger.mt_streams order by id"))
        {
            var iin = Iin.Parse(id);
            var (here, there) = (await AskAllAsync(_original, iin, days), await AskAllAsync(_copy, iin, days));
            here.ShouldBe(there, $"seed {seed} {id}");
        }
    }

    /// <summary>Every answer, with versions in the place of positions.</summary>
    private static async Task<List<string>> AskAllAsync(OpenLedger ledger, Iin iin, IEnumerable<DateOnly> days)
    {
        var stored = await ledger.Store.LoadAsync(iin.Digits, null, default);
        var versions = stored.ToDictionary(e => e.Position, e => e.Version);
        var options = new JsonSerializerOptions { Converters = { new PositionAsVersion(versions) } };
        var answers = new List<string>();
        foreach (var day in days)
        {
            foreach (var explain in (bool[])[true, false])
            {
                var answer = (await ledger.Get<CoverageQuery>().AskAsync(iin, day, AsOf.Now.Instance, explain, default))
                    .ShouldBeOfType<Answered<CoverageAnswer>.Found>().Answer;
                answers.Add(JsonSerializer.Serialize(answer with { Position = default }, options));
            }
        }

        return answers;
    }

    // An export has the same events in another ledger, at other positions.
    private sealed class PositionAsVersion(Dictionary<LedgerPosition, int> versions) : JsonConverter<LedgerPosition>
    {
        public override LedgerPosition Read(
            ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, LedgerPosition value, JsonSerializerOptions options) =>
            writer.WriteNumberValue(value == default ? 0 : versions[value]);
    }
}
