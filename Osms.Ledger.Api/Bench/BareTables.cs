namespace Osms.Ledger.Api.Bench;

/// <summary>
/// The tables of a ledger once more, in the same database, with the same indexes and storage, but without foreign key:
/// what the machine's limit is measured on.
/// </summary>
internal static class BareTables
{
    internal const string Schema = "bench";
    internal const string Streams = $"{Schema}.mt_streams";
    internal const string Events = $"{Schema}.mt_events";

    /// <summary>Of an event, what the ledger's drivers write; the other columns have their defaults.</summary>
    internal const string EventColumns =
        "seq_id, id, stream_id, version, data, type, timestamp, correlation_id, causation_id, headers, user_name";

    /// <summary>Empty ones, in place of those that are there.</summary>
    internal static async Task MakeAsync(ScratchLedger ledger, CancellationToken cancellation)
    {
        await ledger.ExecuteAsync($"drop schema if exists {Schema} cascade; create schema {Schema}", cancellation);
        await MakeAsync(ledger, "mt_streams", cancellation);
        await MakeAsync(ledger, "mt_events", cancellation);
    }

    /// <summary>As full as the ledger's.</summary>
    internal static Task FillAsync(ScratchLedger ledger, CancellationToken cancellation) => ledger.ExecuteAsync(
        $"""
        insert into {Streams} select * from ledger.mt_streams order by id;
        insert into {Events} select * from ledger.mt_events order by seq_id
        """,
        cancellation);

    internal static Task<long> CountEventsAsync(ScratchLedger ledger, CancellationToken cancellation) =>
        ledger.ScalarAsync<long>($"select count(*) from {Events}", cancellation);

    /// <summary>The clause with the storage parameters of a table of the ledger; empty when it has none.</summary>
    internal static async Task<string> WithAsync(ScratchLedger ledger, string table, CancellationToken cancellation)
    {
        var parameters = await ledger.ScalarAsync<string>(
            $"""
            select coalesce((select string_agg(option, ', ') from unnest(reloptions) as option), '')
            from pg_class where oid = 'ledger.{table}'::regclass
            """,
            cancellation);
        return parameters.Length == 0 ? "" : $"with ({parameters})";
    }

    // "Like" takes over everything but the storage parameters.
    private static async Task MakeAsync(ScratchLedger ledger, string table, CancellationToken cancellation) =>
        await ledger.ExecuteAsync(
            $"create table {Schema}.{table} (like ledger.{table} including all) "
            + await WithAsync(ledger, table, cancellation),
            cancellation);
}
