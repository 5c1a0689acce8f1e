using System.Diagnostics;
using Npgsql;
using Osms.Ledger.Insured;
using Osms.Ledger.Store;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>Callers leave at any moment: what became of their command is told to whoever sends it again.</summary>
public sealed class CancelledTests : IAsyncLifetime
{
    private static readonly EventOrigin Origin = new("tests");

    private OpenLedger _ledger = null!;

    public async Task InitializeAsync()
    {
        var database = await Hosting.TestPostgres.CreateDatabaseAsync();
        _ledger = await OpenLedger.OpenAsync(
            new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = 3 }.ConnectionString);
    }

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Theory]
    [InlineData(11, false)]
    [InlineData(12, true)]
    public async Task A_cancelled_command_is_there_once_or_not_and_its_connection_works_on(int seed, bool inABatch)
    {
        var random = new Random(seed);
        var left = 0;
        var longest = await TimeAsync(() => SendAsync(People.Payment(People.Person(0), 0), inABatch, default));
        for (var n = 1; n <= 40; n++)
        {
            var payment = People.Payment(People.Person(n % 4), n % 24, reference: $"P{n}");
            using var leave = new CancellationTokenSource(longest * random.NextDouble());
            try
            {
                await SendAsync(payment, inABatch, leave.Token);
            }
            catch (OperationCanceledException)
            {
                left++;
            }

            (await SendAsync(payment, inABatch, default) is RecordResult.Recorded or RecordResult.Repeated)
                .ShouldBeTrue($"seed {seed}, {n}");
            (await SendAsync(payment, inABatch, default)).ShouldBeOfType<RecordResult.Repeated>();
        }

        left.ShouldBeGreaterThan(0, $"a control; seed {seed}");
        var people = await _ledger.ShouldHoldTogetherAsync($"seed {seed}");
        people.Values.Sum(p => p.Stored.Count).ShouldBe(41, $"seed {seed}");
        (await _ledger.ScalarAsync<long>("""
            select count(*) from pg_stat_activity
            where datname = current_database() and state like 'idle in transaction%'
            """)).ShouldBe(0);
    }

    private async Task<RecordResult> SendAsync(InsuredCommand command, bool inABatch, CancellationToken cancellation) =>
        inABatch
            ? (await _ledger.Commands.RecordManyAsync([new SourcedCommand(command, Origin)], cancellation))[0]
            : await _ledger.Commands.RecordAsync(command, Origin, cancellation);

    private static async Task<TimeSpan> TimeAsync(Func<Task> work)
    {
        await work();
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed;
    }
}
