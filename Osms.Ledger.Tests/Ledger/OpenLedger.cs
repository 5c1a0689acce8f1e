using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Osms.Ledger.Insured;
using Osms.Ledger.Store;
using Osms.Ledger.Tests.Hosting;

namespace Osms.Ledger.Tests.Ledger;

/// <summary>A ledger on a database of its own, as a host opens it, with a clock that stands still.</summary>
internal sealed class OpenLedger : IAsyncDisposable
{
    private static readonly EventOrigin Origin = new("tests", "correlation");

    private readonly ServiceProvider _services;

    private OpenLedger(string connectionString, FixedClock clock, ServiceProvider services)
    {
        ConnectionString = connectionString;
        Clock = clock;
        _services = services;
    }

    internal string ConnectionString { get; }

    internal FixedClock Clock { get; }

    internal NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    internal IEventStore Store => Get<IEventStore>();

    internal InsuranceLedger Commands => Get<InsuranceLedger>();

    internal FileImports Imports => Get<FileImports>();

    internal PositionClock Positions => Get<PositionClock>();

    internal HighWater HighWater => Get<HighWater>();

    internal static async Task<OpenLedger> CreateAsync(LedgerOptions? options = null) =>
        await OpenAsync(await TestPostgres.CreateDatabaseAsync(), options);

    /// <summary>Another service on a database that is there already.</summary>
    internal static async Task<OpenLedger> OpenAsync(
        string connectionString, LedgerOptions? options = null, Action<IServiceCollection>? change = null)
    {
        var clock = new FixedClock();
        var services = new ServiceCollection()
            .AddOsmsLedger((options ?? new LedgerOptions()) with { ConnectionString = connectionString })
            .AddSingleton<TimeProvider>(clock);
        change?.Invoke(services);
        var ledger = new OpenLedger(connectionString, clock, services.BuildServiceProvider());
        await ledger._services.PrepareLedgerAsync(default);
        return ledger;
    }

    /// <summary>Puts the driver on Npgsql in the place of whichever this edition has.</summary>
    internal static void OnNpgsql(IServiceCollection services) =>
        services.AddSingleton<IEventStore>(p => new NpgsqlEventStore(
            p.GetRequiredService<NpgsqlDataSource>(), p.GetRequiredService<BulkRole>()));

    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    internal Task<RecordResult> RecordAsync(InsuredCommand command) => Commands.RecordAsync(command, Origin, default);

    internal Task<IReadOnlyList<RecordResult>> RecordManyAsync(params IEnumerable<InsuredCommand> commands) =>
        Commands.RecordManyAsync([.. commands.Select(c => new SourcedCommand(c, Origin))], default);

    internal async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    internal async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    internal async Task<List<T>> ColumnAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await using var rows = await command.ExecuteReaderAsync();
        var column = new List<T>();
        while (await rows.ReadAsync())
        {
            column.Add(rows.GetFieldValue<T>(0));
        }

        return column;
    }

    /// <summary>The last number the sequence gave; 0 before the first.</summary>
    internal Task<long> LastNumberAsync() => ScalarAsync<long>(
        "select case when is_called then last_value else last_value - 1 end from ledger.mt_events_sequence");

    /// <summary>Waits until so many sessions of this database wait for a lock, ten seconds at most.</summary>
    internal async Task BlockedAsync(int sessions)
    {
        for (var clock = Stopwatch.StartNew(); ; await Task.Delay(2))
        {
            var blocked = await ScalarAsync<long>("""
                select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'
                """);
            if (blocked >= sessions)
            {
                return;
            }

            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10), $"{blocked} sessions wait instead of {sessions}");
        }
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}

/// <summary>Says the time it was told.</summary>
internal sealed class FixedClock : TimeProvider
{
    /// <summary>22 November 2026, noon in Kazakhstan unless told otherwise.</summary>
    internal DateTimeOffset Now { get; set; } = new(2026, 11, 22, 7, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => Now;
}
