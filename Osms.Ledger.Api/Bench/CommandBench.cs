using System.Diagnostics;
using Osms.Ledger.Handlers;
using Osms.Ledger.Insured;
using Osms.Ledger.Store;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// Single payments by eight callers: loaded, decided, appended, projected, committed, each on its own; beside the bare
/// transaction that updates a stream and inserts an event.
/// </summary>
internal sealed class CommandBench : IBenchRow
{
    private const double Aim = 0.7;

    // The payments are made in the last month that is over; no other of these numbers are made then.
    private const int FirstNumber = 1;

    public string Name => "command";

    public async Task<IReadOnlyList<Measurement>> RunAsync(BenchGround ground, CancellationToken cancellation)
    {
        var ledger = await ground.HistoriesAsync(cancellation);
        var insurance = ledger.Get<InsuranceLedger>();
        var people = Enumerable.Range(0, ground.Country.People).ToArray();
        new Random(1).Shuffle(people);
        await BareTables.MakeAsync(ledger, cancellation);
        await BareTables.FillAsync(ledger, cancellation);
        await ledger.RestAsync(cancellation);
        var bare = await Task.WhenAll(
            Enumerable.Range(0, Callers.InProcess).Select(_ => BareAppend.OpenAsync(ledger.Database, cancellation)));
        try
        {
            var last = 0L;
            var sent = 0;
            var both = await Interleaved.RunAsync(ground.Plan.Short, WorkAsync, LimitAsync, ground.Step);
            await ground.CompareAsync(ledger, cancellation);
            return [both.ToMeasurement(Name, "commands/s", Aim), both.Allocated(Name)];

            async Task<Round> WorkAsync(int number)
            {
                last = await MonthlyBench.LastAsync(ledger, cancellation);
                var commands = new RecordFact[ground.Plan.Commands];
                for (var i = 0; i < commands.Length; i++, sent++)
                {
                    commands[i] = Payment(
                        ground.Country, people[sent % people.Length], FirstNumber + (sent / people.Length));
                }

                var results = new RecordResult[commands.Length];
                var round = await Callers.RunAsync(Callers.InProcess, commands.Length, async (_, i) =>
                    results[i] = await RecordFactHandler.Handle(commands[i], insurance, cancellation));
                Check.That(
                    "A command was not recorded", results.All(result => result is RecordResult.Recorded));
                return round;
            }

            async Task<Round> LimitAsync(int number)
            {
                var same = await BareEvent.ReadAsync(ledger.Database, last, cancellation);
                Check.Equal("Commands in the ledger", ground.Plan.Commands, same.Count);
                var before = await BareTables.CountEventsAsync(ledger, cancellation);
                var round = await Callers.RunAsync(Callers.InProcess, same.Count, async (caller, i) =>
                    Check.Equal("Rows of a bare transaction", 2, await bare[caller].WriteAsync(same[i], cancellation)));
                Check.Equal(
                    "Events by bare transactions", before + round.Rows,
                    await BareTables.CountEventsAsync(ledger, cancellation));
                return round;
            }
        }
        finally
        {
            await Task.WhenAll(bare.Select(append => append.DisposeAsync().AsTask()));
        }
    }

    // By whom and in which call, as from HTTP.
    private static RecordFact Payment(BenchCountry country, int person, int number) => new(
        country.Pay(person, BenchCountry.MonthsAfter - 1, number),
        new EventOrigin("bench", ActivityTraceId.CreateRandom().ToHexString(), null));
}
