using Npgsql;
using Osms.Ledger.Tests.Api;

namespace Osms.Ledger.Tests.Limits;

/// <summary>A service with settings of a test's own, and a way to make its database stand still.</summary>
internal sealed class NarrowApi : LedgerApi, IAsyncDisposable
{
    private NarrowApi(string[] settings) => Settings = settings;

    protected override string[] Settings { get; }

    /// <param name="database">That of another service, or null for one of its own.</param>
    /// <param name="settings">Name and value: <c>CallsAtOnce=1</c>.</param>
    internal static async Task<NarrowApi> OpenAsync(string? database, params string[] settings)
    {
        var api = new NarrowApi([.. settings.Select(one => $"--Ledger:{one}")]);
        if (database is null)
        {
            await api.InitializeAsync();
        }
        else
        {
            await api.StartAsync(database);
        }

        return api;
    }

    /// <summary>Until it is disposed of, whoever needs a person's events waits.</summary>
    internal static async Task<IAsyncDisposable> StandStillAsync(string database)
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var hold = new NpgsqlCommand("begin; lock table ledger.mt_events", connection);
        await hold.ExecuteNonQueryAsync();
        return connection;
    }

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();
}
