using Npgsql;
using Osms.Ledger.Regulation;

namespace Osms.Ledger.Projections;

/// <summary>Whether the coverage table was made with the rule data this program has.</summary>
public sealed class ReadModel(NpgsqlDataSource database, RuleBook rules)
{
    private const string Name = "coverage";

    // An empty table is right under any rule data.
    private const string Adopt = """
        insert into ledger.read_model (name, rules_digest, built_at)
        select $1, $2, clock_timestamp() where not exists (select from ledger.mt_streams)
        on conflict (name) do nothing
        """;

    private const string Record = """
        insert into ledger.read_model (name, rules_digest, built_at) values ($1, $2, clock_timestamp())
        on conflict (name) do update set rules_digest = excluded.rules_digest, built_at = excluded.built_at
        """;

    private volatile bool _isCurrent;

    /// <summary>False: answers come from the events until a rebuild has made the table again.</summary>
    public bool IsCurrent => _isCurrent;

    /// <summary>Looks at what the table was made with; an empty ledger is taken over as it is.</summary>
    public async Task CheckAsync(CancellationToken cancellation)
    {
        await ExecuteAsync(Adopt, cancellation);
        await using var command = database.CreateCommand("select rules_digest from ledger.read_model where name = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = Name });
        _isCurrent = await command.ExecuteScalarAsync(cancellation) is string digest && digest == rules.Digest;
    }

    /// <summary>The table has been made again from the events with this program's rule data.</summary>
    internal async Task RebuiltAsync(CancellationToken cancellation)
    {
        await ExecuteAsync(Record, cancellation);
        _isCurrent = true;
    }

    private async Task ExecuteAsync(string sql, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new NpgsqlParameter { Value = Name });
        command.Parameters.Add(new NpgsqlParameter { Value = rules.Digest });
        await command.ExecuteNonQueryAsync(cancellation);
    }
}
