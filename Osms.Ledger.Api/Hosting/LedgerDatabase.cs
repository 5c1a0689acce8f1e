namespace Osms.Ledger.Api.Hosting;

/// <summary>The database of this process: the one that is configured, or a PostgreSQL of the program's own.</summary>
/// <param name="ConnectionString">For Npgsql; may hold a password.</param>
/// <param name="Own">Null when one is configured.</param>
internal sealed record LedgerDatabase(string ConnectionString, EmbeddedPostgres? Own) : IAsyncDisposable
{
    internal const string ConnectionSetting = "ConnectionStrings:Ledger";
    internal const string DirectorySetting = "Ledger:DataDirectory";

    /// <exception cref="EmbeddedPostgresException">No server of our own can be had; says what to do.</exception>
    internal static async Task<LedgerDatabase> OpenAsync(
        IConfiguration configuration, ILogger log, CancellationToken cancellation)
    {
        if (configuration[ConnectionSetting] is { Length: > 0 } configured)
        {
            return new LedgerDatabase(configured, null);
        }

        var options = new EmbeddedPostgresOptions(configuration[DirectorySetting]);
        var own = await EmbeddedPostgres.StartOrAttachAsync(options, log, cancellation);
        return new LedgerDatabase(own.ConnectionString, own);
    }

    public ValueTask DisposeAsync() => Own?.DisposeAsync() ?? ValueTask.CompletedTask;
}
