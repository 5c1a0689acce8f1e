using System.Text;
using Npgsql;

namespace Osms.Ledger.Store;

/// <summary>
/// What the ledger's part of the database must look like, a line for each column, constraint, index, function and
/// sequence, compared with the catalogue at every start: a schema changed by hand is found before it can do harm. Of
/// a function the body counts (the order of its locks keeps the high water right), of a sequence that no session
/// keeps numbers for later.
/// </summary>
internal static class SchemaShape
{
    private const string Describe = """
        select 'column ' || c.relname || '.' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
               || case when a.attnotnull then ' not null' else '' end
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'ledger'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
          and not a.attisdropped
        union all
        select 'constraint ' || r.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid)
        from pg_constraint k join pg_class r on r.oid = k.conrelid
        where k.connamespace = 'ledger'::regnamespace
        union all
        select 'index ' || regexp_replace(indexdef, '^CREATE ', '') from pg_indexes where schemaname = 'ledger'
        union all
        select 'function ' || p.proname || '(' || oidvectortypes(p.proargtypes) || ') ' || md5(p.prosrc)
        from pg_proc p where p.pronamespace = 'ledger'::regnamespace
        union all
        select 'sequence ' || sequencename || ' ' || data_type || ' from ' || start_value || ' by ' || increment_by
               || ' cache ' || cache_size || case when cycle then ' cycle' else '' end
        from pg_sequences where schemaname = 'ledger'
        """;

    internal static IReadOnlySet<string> Expected { get; } = ReadExpected();

    /// <exception cref="SchemaException">Something that should be there is missing or different.</exception>
    internal static async Task VerifyAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var found = await DescribeAsync(connection, cancellation);
        var missing = Expected.Where(line => !found.Contains(line)).ToList();
        if (missing.Count > 0)
        {
            throw new SchemaException(
                "The schema 'ledger' is not as it was made; missing or changed: " + string.Join("; ", missing.Take(5))
                + (missing.Count > 5 ? $" and {missing.Count - 5} more" : string.Empty)
                + ". Undo the change, or use another database.");
        }
    }

    internal static async Task<IReadOnlySet<string>> DescribeAsync(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Describe, connection);
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellation))
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }

    private static HashSet<string> ReadExpected()
    {
        using var reader = new StreamReader(
            typeof(SchemaShape).Assembly.GetManifestResourceStream("schema-shape.txt")!, Encoding.UTF8);
        const StringSplitOptions lines = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        return [.. reader.ReadToEnd().Split('\n', lines)];
    }
}
