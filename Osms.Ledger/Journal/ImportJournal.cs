using Npgsql;
using Osms.Ledger.Import;
using Osms.Ledger.Values;

namespace Osms.Ledger.Journal;

/// <summary>
/// <c>ledger.import</c> and <c>ledger.import_problem</c>: what each file came to, and how far it was read. Whoever
/// enters an import holds its <see cref="ImportLock"/>.
/// </summary>
/// <param name="database">Where the ledger is.</param>
/// <param name="problemsKept">Of each file, so that a bad one cannot fill the database; all are counted.</param>
public sealed class ImportJournal(NpgsqlDataSource database, int problemsKept)
{
    // Done, or read in another way: the rows that were counted say nothing of those to come.
    private const string StartOver = """
        update ledger.import set started_at = clock_timestamp(), bytes_read = 0, rows = 0, accepted = 0, repeated = 0,
            refused = 0, unreadable = 0, position = 0, problems_total = 0
        where id = $1
          and (state = 'done' or (format, own_kind, program) is distinct from ($2, $3, $4))
        """;

    private const string DropProblems = """
        delete from ledger.import_problem as p using ledger.import as i
        where i.id = $1 and i.rows = 0 and p.import = i.id
        """;

    private const string Upsert = """
        insert into ledger.import as i (id, format, own_kind, program, name, imported_by, bytes, state)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        on conflict (id) do update set
            format = excluded.format, own_kind = excluded.own_kind, program = excluded.program, name = excluded.name,
            imported_by = excluded.imported_by, state = excluded.state, attempt = i.attempt + 1,
            updated_at = clock_timestamp(), finished_at = null
        returning
        """ + ImportRows.Columns;

    private const string Find = $"""
        select {ImportRows.Columns}, state = 'running' and not exists (
            select from pg_locks
            where locktype = 'advisory' and objsubid = 1 and granted
              and (classid::bigint, objid::bigint) = ($2, $3)
              and database = (select oid from pg_database where datname = current_database()))
        from ledger.import where id = $1
        """;

    private const string MoveOn = """
        update ledger.import set accepted = $3, repeated = $4, refused = $5, unreadable = $6, position = $7,
            problems_total = $8, bytes_read = $9, rows = $3 + $4 + $5 + $6, updated_at = clock_timestamp()
        where id = $1 and attempt = $2
        """;

    private const string AddProblems = """
        insert into ledger.import_problem (import, ordinal, line, code, detail)
        select $1, ordinal, line, code, detail from unnest($2, $3, $4, $5) as p (ordinal, line, code, detail)
        """;

    private const string Finish = """
        update ledger.import set state = 'done', bytes_read = bytes, updated_at = clock_timestamp(),
            finished_at = clock_timestamp()
        where id = $1 and attempt = $2
        returning
        """ + ImportRows.Columns;

    /// <summary>Null when there is no such import.</summary>
    public async Task<ImportEntry?> FindAsync(string id, CancellationToken cancellation)
    {
        var key = ImportLock.KeyOf(id);
        await using var command = database.CreateCommand(Find);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = (key >> 32) & uint.MaxValue });
        command.Parameters.Add(new() { Value = key & uint.MaxValue });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        if (!await rows.ReadAsync(cancellation))
        {
            return null;
        }

        var entry = ImportRows.Read(rows);
        return rows.GetBoolean(ImportRows.Count) ? entry with { State = ImportState.Interrupted } : entry;
    }

    /// <summary>
    /// Takes an import up in a new state: where it stopped, or from the start when it is new, done or was read in
    /// another way. What an earlier attempt still has under way is refused from here on.
    /// </summary>
    public async Task<ImportEntry> EnterAsync(
        ImportSubject subject, ImportState state, CancellationToken cancellation)
    {
        await using var batch = database.CreateBatch();
        return await EnterAsync(batch, subject, state, cancellation);
    }

    /// <summary>The same in a transaction that is under way.</summary>
    public static async Task<ImportEntry> EnterAsync(
        NpgsqlConnection connection, ImportSubject subject, ImportState state, CancellationToken cancellation)
    {
        await using var batch = connection.CreateBatch();
        return await EnterAsync(batch, subject, state, cancellation);
    }

    private static async Task<ImportEntry> EnterAsync(
        NpgsqlBatch batch, ImportSubject subject, ImportState state, CancellationToken cancellation)
    {
        batch.BatchCommands.Add(Command(StartOver, [.. ImportRows.Reading(subject)]));
        batch.BatchCommands.Add(Command(DropProblems, ImportRows.Text(subject.Id)));
        batch.BatchCommands.Add(Command(
            Upsert,
            [
                .. ImportRows.Reading(subject), ImportRows.Text(subject.Name), ImportRows.Text(subject.By),
                new NpgsqlParameter<long> { TypedValue = subject.Bytes },
                ImportRows.Text(Code<ImportState>.Of(state)),
            ]));
        await using var rows = await batch.ExecuteReaderAsync(cancellation);
        while (!await rows.ReadAsync(cancellation))
        {
            await rows.NextResultAsync(cancellation);
        }

        var entry = ImportRows.Read(rows);
        await rows.NextResultAsync(cancellation);
        return entry;
    }

    /// <summary>Counts a batch in the transaction of its events.</summary>
    /// <param name="connection">In that transaction.</param>
    /// <param name="entry">As it will stand: with the counts and bytes after the batch.</param>
    /// <param name="problems">Those of the batch, the last ones of the entry's.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="ImportTakenOverException">The attempt is no longer the current one.</exception>
    internal async Task CheckpointAsync(
        NpgsqlConnection connection, ImportEntry entry, IReadOnlyList<ImportProblem> problems,
        CancellationToken cancellation)
    {
        var counts = entry.Counts;
        await using var update = new NpgsqlCommand(MoveOn, connection);
        update.Parameters.Add(new() { Value = entry.Subject.Id });
        long[] numbers =
        [
            entry.Attempt, counts.Accepted, counts.Repeated, counts.Refused, counts.Unreadable,
            counts.Position.Value, counts.Problems, entry.BytesRead,
        ];
        foreach (var number in numbers)
        {
            update.Parameters.Add(new NpgsqlParameter<long> { TypedValue = number });
        }

        if (await update.ExecuteNonQueryAsync(cancellation) != 1)
        {
            throw new ImportTakenOverException();
        }

        var first = counts.Problems - problems.Count + 1;
        var kept = (int)Math.Clamp(problemsKept - first + 1, 0, problems.Count);
        if (kept > 0)
        {
            await using var insert = new NpgsqlCommand(AddProblems, connection);
            insert.Parameters.Add(new() { Value = entry.Subject.Id });
            insert.Parameters.Add(new() { Value = Enumerable.Range(0, kept).Select(i => first + i).ToArray() });
            insert.Parameters.Add(new() { Value = problems.Take(kept).Select(p => p.Line).ToArray() });
            insert.Parameters.Add(new() { Value = problems.Take(kept).Select(p => p.Code).ToArray() });
            insert.Parameters.Add(new() { Value = problems.Take(kept).Select(p => p.Detail).ToArray() });
            await insert.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Every row has been read and counted.</summary>
    /// <exception cref="ImportTakenOverException">The attempt is no longer the current one.</exception>
    public async Task<ImportEntry> FinishAsync(ImportEntry entry, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Finish);
        command.Parameters.Add(new() { Value = entry.Subject.Id });
        command.Parameters.Add(new() { Value = entry.Attempt });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        return await rows.ReadAsync(cancellation) ? ImportRows.Read(rows) : throw new ImportTakenOverException();
    }

    /// <summary>Problems after an ordinal, in order; not more than are kept.</summary>
    public async Task<IReadOnlyList<ListedProblem>> ProblemsAsync(
        string id, long after, int limit, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand("""
            select ordinal, line, code, detail from ledger.import_problem
            where import = $1 and ordinal > $2 order by ordinal limit $3
            """);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        var problems = new List<ListedProblem>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
        {
            problems.Add(new ListedProblem(
                rows.GetInt64(0), new ImportProblem(rows.GetInt64(1), rows.GetString(2), rows.GetString(3))));
        }

        return problems;
    }

    private static NpgsqlBatchCommand Command(string sql, params NpgsqlParameter[] parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
