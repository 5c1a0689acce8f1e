using Npgsql;
using Osms.Ledger.Insured;
using Osms.Ledger.Regulation;
using Osms.Ledger.Store;
using Osms.Ledger.Values;

namespace Osms.Ledger.Projections;

/// <summary>
/// Before the new tables may answer: everybody with events has one row in each, up to their last event, and nobody
/// else; and the rows of some people, drawn by lot, are what the ordinary way of reading gives.
/// </summary>
internal sealed class RebuildCheck(NpgsqlDataSource database, IEventStore store, RuleBook rules, int rulesTag)
{
    private const int PeopleAtOnce = 250;

    // Who has moved since the mark is caught up with later; that they have one row is their key's business.
    private const string Wrong = $"""
        select count(*), min(coalesce(s.id, c.iin, i.iin))
        from ledger.mt_streams s
        full join ledger.coverage_next c on c.iin = s.id
        full join ledger.insured_state_next i on i.iin = coalesce(s.id, c.iin)
        where {StreamsOf.People} and (s.version > 0 or c.iin is not null or i.iin is not null)
          and (c.version is distinct from s.version or i.version is distinct from s.version)
          and not exists (select from ledger.mt_events e where e.stream_id = s.id and e.seq_id > $1)
        """;

    private const string Rows = """
        select c.iin, c.version, c.position, c.runs, i.facts, c.rules, i.version
        from ledger.coverage_next c join ledger.insured_state_next i on i.iin = c.iin where c.iin = any ($1)
        """;

    /// <exception cref="RebuildException">Something differs.</exception>
    internal async Task CountAsync(LedgerPosition mark, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Wrong);
        command.CommandTimeout = 0;
        command.Parameters.Add(new NpgsqlParameter { Value = mark.Value });
        await using var found = await command.ExecuteReaderAsync(cancellation);
        await found.ReadAsync(cancellation);
        if (found.GetInt64(0) is > 0 and var people)
        {
            throw new RebuildException(
                $"{people} people do not have the one row that they should have in each table, up to their last event; "
                + $"one of them is {Iin.Mask(found.GetString(1))}");
        }
    }

    /// <exception cref="RebuildException">Something differs.</exception>
    internal async Task SampleAsync(IReadOnlyList<string> people, int seed, CancellationToken cancellation)
    {
        var figures = await FigureLines.NextAsync(database, people.Select(Iin.Parse), cancellation);
        foreach (var page in people.Chunk(PeopleAtOnce))
        {
            var rows = await RowsAsync(page, cancellation);
            var events = await store.LoadAsync(page, through: null, cancellation);
            foreach (var iin in page)
            {
                if (!rows.TryGetValue(iin, out var row) || !IsSame(row, figures[iin], events[iin]))
                {
                    throw new RebuildException(
                        $"of {people.Count} people drawn by lot (seed {seed}) {Iin.Mask(iin)} has other rows than "
                        + "their events give");
                }
            }
        }
    }

    private bool IsSame(ReadModelRow row, IEnumerable<string> figures, IReadOnlyList<StoredEvent> events)
    {
        if (row.Version < 1)
        {
            return false;
        }

        var folded = FoldedPerson.Of(row.Iin, [.. events.Take(row.Version)], figuresAfter: 0, rules);
        return row.IsSame(folded.Row) && FigureLines.Of(folded.Figures).SequenceEqual(figures);
    }

    private async Task<Dictionary<string, ReadModelRow>> RowsAsync(string[] iins, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Rows);
        command.Parameters.Add(new NpgsqlParameter { Value = iins });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new Dictionary<string, ReadModelRow>(iins.Length, StringComparer.Ordinal);
        while (await rows.ReadAsync(cancellation))
        {
            if (rows.GetInt32(5) == rulesTag && rows.GetInt64(6) == rows.GetInt64(1))
            {
                found.Add(rows.GetString(0), new ReadModelRow(
                    rows.GetString(0), checked((int)rows.GetInt64(1)), rows.GetInt64(2),
                    rows.GetFieldValue<long[]>(3), rows.GetFieldValue<byte[]>(4)));
            }
        }

        return found;
    }
}

/// <summary>A rebuild came to what cannot be right and was given up; the live tables are as they were.</summary>
public sealed class RebuildException(string what) : Exception(
    $"The rebuild is given up, and the read model is as it was: {what}. Run verify to see what is wrong.");
