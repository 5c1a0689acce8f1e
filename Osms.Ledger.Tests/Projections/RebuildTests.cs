using System.Diagnostics;
using Npgsql;
using Osms.Ledger.Insured;
using Osms.Ledger.Projections;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Ledger;

namespace Osms.Ledger.Tests.Projections;

/// <summary>The read model is made again beside the live one while everything goes on.</summary>
public sealed class RebuildTests : IAsyncLifetime
{
    private const int PeopleInAll = 60;
    private OpenLedger _ledger = null!;

    public async Task InitializeAsync()
    {
        _ledger = await OpenLedger.CreateAsync();
        await _ledger.RecordManyAsync(Enumerable.Range(0, PeopleInAll).Select(People.Grant));
    }

    public async Task DisposeAsync() => await _ledger.DisposeAsync();

    [Fact]
    public async Task Nothing_is_lost_and_nobody_misses_a_row_while_all_write_and_read()
    {
        const int Rebuilds = 6;
        await using var other = await OpenLedger.OpenAsync(_ledger.ConnectionString);
        using var enough = new CancellationTokenSource();
        var counts = new int[4];
        var singles = Repeat(0, n => _ledger.RecordAsync(Payment(n, "s")));
        var more = Repeat(1, n => other.RecordAsync(Payment(n * 7, "o")));
        var batches = Repeat(2, n => other.RecordManyAsync(
            Enumerable.Range(n, 25).Select(person => Payment(person, $"b{n}")).Append(People.Grant(1_000 + n))));
        var readers = Repeat(3, ReadAsync());

        // As often as it takes for everybody to have had their turn meanwhile.
        var deadline = Stopwatch.StartNew();
        for (var i = 0; i < Rebuilds || counts.Min() <= Rebuilds; i++)
        {
            await other.Get<Rebuild>().RunAsync(null, default);
            deadline.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3));
        }

        await enough.CancelAsync();
        await Task.WhenAll(singles, more, batches, readers);
        var people = await _ledger.ShouldHoldTogetherAsync();
        people.Values.Sum(p => p.Stored.Count).ShouldBe(
            PeopleInAll + counts[0] + counts[1] + (26 * counts[2]));

        Task Repeat(int who, Func<int, Task> work) => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await work(counts[who]);
                counts[who]++;
            }
        });

        // Every row is there at any time, and never goes back.
        Func<int, Task> ReadAsync()
        {
            var versions = new Dictionary<string, long>(StringComparer.Ordinal);
            return async n =>
            {
                var (iin, table) = (People.Person(n % PeopleInAll).Digits, n % 2 == 0 ? "coverage" : "insured_state");
                await using var command = _ledger.Database.CreateCommand(
                    $"select version from ledger.{table} where iin = $1");
                command.Parameters.Add(new NpgsqlParameter { Value = iin });
                var version = (await command.ExecuteScalarAsync()).ShouldBeOfType<long>($"{table} {n}");
                version.ShouldBeGreaterThanOrEqualTo(versions.GetValueOrDefault($"{table} {iin}"), $"{table} {n}");
                versions[$"{table} {iin}"] = version;
            };
        }
    }

    [Fact]
    public async Task Who_writes_and_reads_at_the_moment_of_the_swap_waits_and_comes_to_the_new_tables()
    {
        // Known to the server, as the pool prepares what comes again and again.
        for (var month = 0; month < 6; month++)
        {
            await _ledger.RecordAsync(People.Payment(People.Person(1), month));
            await _ledger.RecordManyAsync(People.Payment(People.Person(2), month));
            await FindAsync(3);
        }

        await using var fresh = await OpenLedger.OpenAsync(_ledger.ConnectionString);
        var before = await TablesAsync();
        var gate = new RebuildGate(_ledger);
        await gate.CloseAsync();
        var rebuild = _ledger.Get<Rebuild>().RunAsync(null, default);
        await gate.ReachedAsync();

        var writing = new[]
        {
            _ledger.RecordAsync(People.Payment(People.Person(1), 20)),
            First(_ledger.RecordManyAsync(People.Payment(People.Person(2), 20))),
            fresh.RecordAsync(People.Grant(2_000)),
            First(fresh.RecordManyAsync(People.Payment(People.Person(5), 20))),
        };
        var reading = FindAsync(3);
        await _ledger.BlockedAsync(5);
        await gate.OpenAsync();

        (await rebuild).ShouldBe(PeopleInAll);
        (await Task.WhenAll(writing)).ShouldAllBe(result => result is RecordResult.Recorded);
        (await reading).ShouldBe(1);
        (await TablesAsync()).ShouldNotBe(before);
        await _ledger.ShouldHoldTogetherAsync();

        static async Task<RecordResult> First(Task<IReadOnlyList<RecordResult>> results) => (await results)[0];
    }

    [Fact]
    public async Task Of_two_at_once_the_second_waits_and_need_not_do_it_again()
    {
        var named = new NpgsqlConnectionStringBuilder(_ledger.ConnectionString) { ApplicationName = "second" };
        await using var second = await OpenLedger.OpenAsync(named.ConnectionString);
        var gate = new RebuildGate(_ledger);
        await gate.CloseAsync();
        var one = _ledger.Get<Rebuild>().RunAsync(null, default);
        await gate.ReachedAsync();
        var said = new List<RebuildProgress>();
        var two = second.Get<Rebuild>().RunAsync(new Heard(said), default);
        await gate.BecomesAsync("""
            select exists (select from pg_stat_activity
                           where application_name = 'second' and query like '%pg_try_advisory_lock%')
            """);

        await gate.OpenAsync();

        (await one, await two).ShouldBe((PeopleInAll, PeopleInAll));
        said.ShouldBeEmpty();
        await second.Get<Rebuild>().RunAsync(new Heard(said), default);
        said.ShouldNotBeEmpty("a control: alone it does");
        said[^1].ShouldBe(new RebuildProgress(RebuildProgress.Ending, 3, 3));
        said.ShouldContain(new RebuildProgress(RebuildProgress.People, PeopleInAll, PeopleInAll));
    }

    [Fact]
    public async Task What_was_set_and_granted_on_the_tables_holds_on_the_new_ones()
    {
        await _ledger.ExecuteAsync("""
            alter table ledger.coverage set (fillfactor = 71, autovacuum_enabled = false);
            grant select on ledger.coverage to public;
            grant update on ledger.insured_state to current_user with grant option;
            """);
        var before = (await SettingsAsync(), await TablesAsync());

        await _ledger.Get<Rebuild>().RunAsync(null, default);

        (await SettingsAsync()).ShouldBe(before.Item1);
        (await TablesAsync()).ShouldNotBe(before.Item2);
        await Schema.InstallAsync(_ledger.Database, default);

        Task<List<string>> SettingsAsync() => _ledger.ColumnAsync<string>("""
            select concat_ws(' ', relname, relowner, reloptions, relacl) from pg_class
            where relnamespace = 'ledger'::regnamespace and relname in ('coverage', 'insured_state') order by 1
            """);
    }

    [Theory]
    [InlineData(6, false)]
    [InlineData(7, true)]
    [InlineData(13, true)]
    public async Task A_pool_of_few_connections_is_enough(int connections, bool beside)
    {
        var few = new NpgsqlConnectionStringBuilder(_ledger.ConnectionString) { MaxPoolSize = connections };
        await using var service = await OpenLedger.OpenAsync(few.ConnectionString);
        await service.ExecuteAsync("analyze");
        var before = await TablesAsync();

        (await service.Get<Rebuild>().RunAsync(null, default)).ShouldBe(PeopleInAll);

        (await TablesAsync() != before).ShouldBe(beside);
        await _ledger.ShouldHoldTogetherAsync();
    }

    private static InsuredCommand Payment(int person, string by) =>
        People.Payment(People.Person(person % PeopleInAll), person % 20, reference: $"{by}{person}");

    private async Task<long> FindAsync(int person)
    {
        await using var command = _ledger.Database.CreateCommand("select version from ledger.coverage where iin = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = People.Person(person).Digits });
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private Task<string> TablesAsync() => _ledger.ScalarAsync<string>(
        "select ('ledger.coverage'::regclass::oid, 'ledger.insured_state'::regclass::oid)::text");

    private sealed class Heard(List<RebuildProgress> said) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value)
        {
            lock (said)
            {
                said.Add(value);
            }
        }
    }
}
