using Npgsql;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;

namespace Osms.Ledger.Projections;

/// <summary>
/// Which rule data the coverage table was last made with as a whole. Answers do not depend on it: each row names its
/// own.
/// </summary>
public sealed class ReadModel(NpgsqlDataSource database, RuleBook rules)
{
    private const string Name = "coverage";

    // An empty table is right under any rule data.
    private const string Adopt = $"""
        insert into ledger.read_model (name, rules_digest, built_at)
        select $1, $2, clock_timestamp() where not exists (select from ledger.mt_streams where {StreamsOf.People})
        on conflict (name) do nothing
        """;

    private const string Record = """
        insert into ledger.read_model (name, rules_digest, built_at) values ($1, $2, clock_timestamp())
        on conflict (name) do update set rules_digest = excluded.rules_digest, built_at = excluded.built_at
        """;

    private volatile bool _isCurrent;

    /// <summary>
    /// What was found when it was last looked at. False: people without a row of this program's rule data are answered
    /// from their events.
    /// </summary>
    public bool IsCurrent => _isCurrent;

    /// <summary>Looks at what the table was made with; an empty ledger is taken over as it is.</summary>
    public async Task PrepareAsync(CancellationToken cancellation)
    {
        await ExecuteAsync(Adopt, cancellation);
        await CheckAsync(cancellation);
    }

    /// <summary>Looks again: a program with other rule data may have made the table anew.</summary>
    public async Task<bool> CheckAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("select rules_digest from ledger.read_model where name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = Name });
        _isCurrent = await command.ExecuteScalarAsync(cancellation) is string digest && digest == rules.Digest;
        return _isCurrent;
    }

    /// <summary>When the table was last made as a whole with this program's rule data; null for other data.</summary>
    internal async Task<DateTime?> BuiltAtAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(
            "select built_at from ledger.read_model where name = $1 and rules_digest = $2");
        command.Parameters.Add(new NpgsqlParameter { Value = Name });
        command.Parameters.Add(new NpgsqlParameter { Value = rules.Digest });
        return await command.ExecuteScalarAsync(cancellation) as DateTime?;
    }

    /// <summary>The table has been made again from the events with this program's rule data.</summary>
    internal async Task RebuiltAsync(CancellationToken cancellation)
    {
        await ExecuteAsync(Record, cancellation);
        _isCurrent = true;
    }

    /// <summary>The same within a transaction; once it is committed, <see cref="IsNow"/>.</summary>
    internal async Task RecordAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Record, connection);
        await ExecuteAsync(command, cancellation);
    }

    internal void IsNow() => _isCurrent = true;

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        await ExecuteAsync(command, cancellation);
    }

    private async Task ExecuteAsync(NpgsqlCommand command, CancellationToken cancellation)
    {
        command.Parameters.Add(new NpgsqlParameter { Value = Name });
        command.Parameters.Add(new NpgsqlParameter { Value = rules.Digest });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
