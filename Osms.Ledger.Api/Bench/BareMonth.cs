using Npgsql;

namespace Osms.Ledger.Api.Bench;

/// <summary>
/// The limit of a monthly file: the same events by statements that decide nothing. For each transaction the streams are
/// moved on, the events copied, and one row of 200 bytes rewritten for each person.
/// </summary>
internal static class BareMonth
{
    private const string People = $"{BareTables.Schema}.people";

    // With the IIN, the version and the head of a row, 200 bytes.
    private const int Filler = 145;

    private const string MoveStreams = $"""
        update {BareTables.Streams} as s set version = w.version, timestamp = now()
        from unnest($1, $2) as w (id, version) where s.id = w.id
        """;

    private const string Rewrite = $"""
        update {People} as p set version = w.version, rest = w.rest
        from unnest($1, $2, $3) as w (iin, version, rest) where p.iin = w.iin
        """;

    /// <summary>A row for everybody, stored as the ledger's own rows of people are.</summary>
    internal static async Task MakeAsync(ScratchLedger ledger, CancellationToken cancellation) =>
        await ledger.ExecuteAsync(
        $"""
        create table {People} (iin varchar primary key, version bigint not null, rest bytea not null)
            {await BareTables.WithAsync(ledger, "coverage", cancellation)};
        insert into {People} select id, version, decode(repeat('00', {Filler}), 'hex') from {BareTables.Streams}
        """,
        cancellation);

    internal static async Task WriteAsync(
        NpgsqlDataSource database, BareCopy events, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        foreach (var portion in events.Portions)
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellation);
            await UpdateAsync(connection, portion, cancellation);
            await portion.WriteAsync(connection, cancellation);
            await transaction.CommitAsync(cancellation);
        }
    }

    internal static Task<long> CountRewrittenAsync(ScratchLedger ledger, CancellationToken cancellation) =>
        ledger.ScalarAsync<long>(
            $"""
            select count(*) from {People} p join {BareTables.Streams} s on s.id = p.iin
            join ledger.mt_streams l on l.id = s.id where p.version = l.version and s.version = l.version
            """,
            cancellation);

    private static async Task UpdateAsync(
        NpgsqlConnection connection, BareCopy.Portion portion, CancellationToken cancellation)
    {
        var rest = new byte[portion.Ids.Length][];
        Array.Fill(rest, new byte[Filler]);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(MoveStreams)
        {
            Parameters = { new() { Value = portion.Ids }, new() { Value = portion.Versions } },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Rewrite)
        {
            Parameters = { new() { Value = portion.Ids }, new() { Value = portion.Versions }, new() { Value = rest } },
        });
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
