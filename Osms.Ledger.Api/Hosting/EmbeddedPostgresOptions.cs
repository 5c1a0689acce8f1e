namespace Osms.Ledger.Api.Hosting;

/// <summary>
/// Where the program's own PostgreSQL lives; null is the default directory
/// (<c>.osms</c> in the user's data folder, <c>/var/lib/osms-ledger</c> for root).
/// </summary>
public sealed record EmbeddedPostgresOptions(string? DataDirectory)
{
    /// <summary>Server settings by name that go before the program's own, from the next start on.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
