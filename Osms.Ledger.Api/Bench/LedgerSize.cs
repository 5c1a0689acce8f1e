namespace Osms.Ledger.Api.Bench;

/// <summary>What the ledger takes on disk.</summary>
internal static class LedgerSize
{
    /// <summary>Bytes for each event, and for each person of the tables beside.</summary>
    internal static async Task<IReadOnlyList<Measurement>> MeasureAsync(
        ScratchLedger ledger, CancellationToken cancellation)
    {
        var events = await CountAsync("mt_events");
        var people = await CountAsync("mt_streams");
        return
        [
            new("bytes-per-event", await BytesAsync("pg_table_size", "mt_events") / events, "bytes", Rows: events)
            {
                Aim = 330,
            },
            new("bytes-per-event-indexes", await BytesAsync("pg_indexes_size", "mt_events") / events, "bytes"),
            new("bytes-per-person-stream", await BytesAsync("pg_total_relation_size", "mt_streams") / people, "bytes"),
            new("bytes-per-person-coverage", await BytesAsync("pg_total_relation_size", "coverage") / people, "bytes"),
            new(
                "bytes-per-person-state", await BytesAsync("pg_total_relation_size", "insured_state") / people,
                "bytes"),
        ];

        Task<long> CountAsync(string table) =>
            ledger.ScalarAsync<long>($"select count(*) from ledger.{table}", cancellation);

        async Task<double> BytesAsync(string size, string table) =>
            await ledger.ScalarAsync<long>($"select {size}('ledger.{table}')", cancellation);
    }
}
