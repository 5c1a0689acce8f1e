using Osms.Ledger.Api.Hosting;
using Osms.Ledger.Handlers;

namespace Osms.Ledger.Api.Commands;

/// <summary>A ledger opened for one verb: its database, started when there is none, and its services.</summary>
internal sealed class LedgerSession : IAsyncDisposable
{
    private readonly LedgerDatabase _database;
    private readonly ServiceProvider _services;

    private LedgerSession(LedgerDatabase database, ServiceProvider services)
    {
        _database = database;
        _services = services;
    }

    /// <summary>Who runs a verb, as the system knows them.</summary>
    internal static string User => Environment.UserName;

    internal static async Task<LedgerSession> OpenAsync(CancellationToken cancellation)
    {
        var configuration = Configuration();
        var settings = Settings();
        using var logs = LoggerFactory.Create(builder =>
        {
            ConsoleLog.Configure(builder, settings.LogFormat, toErrorFrom: LogLevel.Trace);
            builder.SetMinimumLevel(LogLevel.Warning);
        });
        var database = await LedgerDatabase.OpenAsync(configuration, logs.CreateLogger("Osms.Ledger"), cancellation);
        try
        {
            var options = settings with { ConnectionString = database.ConnectionString };
            var services = new ServiceCollection().AddOsmsLedger(options).BuildServiceProvider();
            await services.PrepareLedgerAsync(cancellation);
            return new LedgerSession(database, services);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Those of this process's environment and directory.</summary>
    internal static LedgerOptions Settings() => LedgerSettings.Read(Configuration());

    internal T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    /// <summary>Gives a message to its handler.</summary>
    internal Task<TAnswer> CallAsync<TAnswer>(IMessage<TAnswer> message, CancellationToken cancellation) =>
        Get<ILedgerCalls>().CallAsync(message, cancellation);

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static IConfiguration Configuration() => new ConfigurationBuilder()
        .AddJsonFile(Path.Combine(Environment.CurrentDirectory, "appsettings.json"), optional: true)
        .AddEnvironmentVariables()
        .Build();
}
