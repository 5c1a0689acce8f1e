using System.Text;
using Osms.Ledger.Audit;
using Osms.Ledger.Coverage;
using Osms.Ledger.Handlers;
using Osms.Ledger.Import;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Queries;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Api;
using Osms.Ledger.Tests.Ledger;
using Osms.Ledger.Texts;
using Osms.Ledger.Values;

namespace Osms.Ledger.Tests.CritterStack;

/// <summary>Both drivers work on one database, in turn and at once: nobody can tell which wrote what.</summary>
public sealed class DriversInTurnTests : IAsyncLifetime
{
    private TwoDrivers _both = null!;

    public async Task InitializeAsync() => _both = await TwoDrivers.OpenAsync();

    public async Task DisposeAsync() => await _both.DisposeAsync();

    [Theory]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    public async Task What_is_recorded_in_turn_is_what_one_would_have_recorded(int seed)
    {
        var commands = new RandomCommands(seed);
        var random = new Random(seed);
        for (var turn = 0; turn < 30; turn++)
        {
            var ledger = _both[turn];
            var some = commands.Take(random.Next(1, 8), 5);
            if (some.Count % 2 == 0)
            {
                await ledger.RecordManyAsync(some);
                continue;
            }

            foreach (var command in some)
            {
                await ledger.RecordAsync(command);
            }
        }

        // A control: there is something to compare.
        (await _both.Npgsql.ColumnAsync<string>("select stream_id || ' ' || type from ledger.mt_events order by 1"))
            .Count.ShouldBeGreaterThan(40);
        await SameForBothAsync($"seed {seed}");
        await _both.Marten.Get<Rebuild>().RunAsync(progress: null, default);
        await SameForBothAsync($"rebuilt by Marten's, seed {seed}");
        await _both.Npgsql.Get<Rebuild>().RunAsync(progress: null, default);
        await SameForBothAsync($"rebuilt by Npgsql's, seed {seed}");
        var report = await _both.Marten.Get<Verification>().RunAsync(sample: null, seed: 1, null, default);
        report.Findings.ShouldBeEmpty($"seed {seed}");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_file_that_one_imported_is_a_repetition_for_the_other(int first)
    {
        var file = string.Concat(Enumerable.Range(0, 500).Select(n =>
            $"I{n},{People.Person(n % 90).Digits},self,2024-{1 + (n % 12):D2},4250,2024-01-15,150140002345\n"));
        var bytes = Encoding.UTF8.GetBytes("reference,iin,kind,period,amount,paid_on,payer\n" + file);

        var imported = await ImportAsync(_both[first], bytes, "one.csv");
        var again = await ImportAsync(_both[first + 1], [.. bytes, (byte)'\n'], "other.csv");

        (imported.Accepted, imported.Repeated).ShouldBe((500, 0));
        (again.Accepted, again.Repeated).ShouldBe((0, 500));
        var stored = await _both[first + 1].Store.LoadAsync(People.Person(3).Digits, null, default);
        stored[0].Origin.ShouldBe(stored[0].Origin with { Source = "one.csv", Line = 5 });
        await SameForBothAsync("after an import");
    }

    [Fact]
    public async Task Writers_of_both_drivers_at_once_lose_and_double_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (var n = 0; n < 15; n++)
            {
                var payment = People.Payment(People.Person(n % 4), n, reference: $"W{n}");
                var ledger = _both[writer];
                var result = writer < 4
                    ? await ledger.RecordAsync(payment)
                    : (await ledger.RecordManyAsync(payment, People.Grant(writer)))[0];
                (result is RecordResult.Recorded or RecordResult.Repeated).ShouldBeTrue($"{writer} {n}: {result}");
            }
        })));

        var people = await _both.Npgsql.ShouldHoldTogetherAsync();
        people.Values.SelectMany(p => p.Events).OfType<InsuredEvent.PaymentRecorded>().Count().ShouldBe(15);
    }

    private static async Task<ImportReport> ImportAsync(OpenLedger ledger, byte[] bytes, string name)
    {
        using var file = new MemoryStream(bytes);
        var result = await ImportFileHandler.Handle(
            new ImportFile(file, null, name, OwnKind.Self, "clerk"), ledger.Imports, default);
        return result.ShouldBeOfType<ImportResult.Done>().Report;
    }

    private async Task SameForBothAsync(string about)
    {
        await _both.Npgsql.ShouldHoldTogetherAsync(about);
        await _both.Marten.ShouldHoldTogetherAsync(about);
        await _both.Npgsql.Positions.TickAsync(default);
        var last = await _both.Marten.Positions.TickAsync(default);
        (await ReadAsync(_both.Marten, last)).ShouldBe(await ReadAsync(_both.Npgsql, last), about);
        foreach (var iin in await _both.Npgsql.ColumnAsync<string>("select id from ledger.mt_streams order by id"))
        {
            foreach (AsOf known in (AsOf[])[AsOf.Now.Instance, new AsOf.Position(new(last.Value / 2))])
            {
                (await AnswerAsync(_both.Marten, iin, known))
                    .ShouldBe(await AnswerAsync(_both.Npgsql, iin, known), about);
            }
        }
    }

    private static async Task<List<string>> ReadAsync(OpenLedger ledger, LedgerPosition through)
    {
        var all = new List<string>();
        await foreach (var e in ledger.Store.ReadAsync(LedgerPosition.Start, through, default))
        {
            var json = Encoding.UTF8.GetString(e.Data);
            all.Add($"{e.Position} {e.Stream} {e.Version} {e.Type} {e.RecordedAt:O} {e.Origin} {json}");
        }

        return all;
    }

    private static async Task<string> AnswerAsync(OpenLedger ledger, string iin, AsOf known)
    {
        var asked = await ledger.Get<CoverageQuery>().AskAsync(
            Iin.Parse(iin), new DateOnly(2026, 11, 22), known, explain: true, default);
        var answer = asked.ShouldBeOfType<Answered<CoverageAnswer>.Found>().Answer;
        return SameBytesLaterTests.Written(answer, known, Language.En);
    }
}
