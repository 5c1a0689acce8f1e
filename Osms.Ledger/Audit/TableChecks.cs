using Npgsql;
using NpgsqlTypes;
using Osms.Ledger.Store;
using Osms.Ledger.Values;
using static Osms.Ledger.Audit.FindingCodes;

namespace Osms.Ledger.Audit;

/// <summary>
/// What the tables must be to each other, asked of the database itself. Each question gives the findings: code, stream,
/// position, version, expected, found. $1 is the last number handed out, $2 the moment of the snapshot.
/// </summary>
internal static class TableChecks
{
    // Versions of one stream are unique by an index, so as many as the last from the first on are all of them.
    private const string Versions = $"""
        with counted as (
            select stream_id, count(*) as events, min(version) as first, max(version) as last
            from ledger.mt_events group by stream_id)
        select f.code, coalesce(s.id, c.stream_id), null::bigint, c.last, f.expected, f.found
        from ledger.mt_streams s full join counted c on c.stream_id = s.id
        cross join lateral (values
            ('{StreamWithoutEvents}', c.events is null, 'at least one event', 'none'),
            ('{EventWithoutStream}', s.id is null, 'a stream', 'none for ' || c.events || ' events'),
            ('{StreamVersionDiffers}', s.id is not null and s.version is distinct from c.last and c.events is not null,
             'version ' || c.last, 'version ' || coalesce(s.version::text, 'null')),
            ('{VersionsNotContiguous}', c.first <> 1 or c.last <> c.events,
             'versions 1 to ' || c.events, c.events || ' versions from ' || c.first || ' to ' || c.last)
        ) as f (code, is_wrong, expected, found)
        where f.is_wrong
        """;

    private const string Events = $"""
        select f.code, e.stream_id, e.seq_id, e.version, f.expected, f.found
        from ledger.mt_events e
        left join ledger.mt_streams s on s.id = e.stream_id
        cross join (select greatest($2, (select max(checked_at) from ledger.high_water)) as latest) known
        cross join lateral (values
            ('{PositionBeyondSequence}', e.seq_id not between 1 and $1, 'a position from 1 to ' || $1, e.seq_id::text),
            ('{TenantDiffers}', e.tenant_id is distinct from '*DEFAULT*', '*DEFAULT*', coalesce(e.tenant_id, 'null')),
            ('{ArchivedDiffers}', s.id is not null and e.is_archived is distinct from s.is_archived,
             'as its stream: ' || coalesce(s.is_archived::text, 'null'), coalesce(e.is_archived::text, 'null')),
            ('{RecordedTimeWrong}', e.timestamp not between '2020-01-01' and known.latest,
             'a time from 2020 to ' || known.latest, e.timestamp::text),
            ('{OriginUnreadable}',
             jsonb_typeof(e.headers) <> 'object' or jsonb_typeof(e.headers -> 'source') not in ('string', 'null')
             or e.headers ->> 'line' !~ '^[0-9]{"{1,18}"}$',
             'a source and a line', 'other headers')
        ) as f (code, is_wrong, expected, found)
        where f.is_wrong
        """;

    private const string Streams = $"""
        select f.code, s.id, null::bigint, null::bigint, f.expected, f.found
        from ledger.mt_streams s
        cross join lateral (values
            ('{TenantDiffers}', s.tenant_id is distinct from '*DEFAULT*', '*DEFAULT*', coalesce(s.tenant_id, 'null')),
            ('{ArchivedDiffers}', s.is_archived is null, 'true or false', 'null')
        ) as f (code, is_wrong, expected, found)
        where f.is_wrong
        """;

    private const string Ids = $"""
        select '{EventIdTwice}', min(stream_id), min(seq_id), min(version), 'one event', count(*) || ' events'
        from ledger.mt_events group by id having count(*) > 1
        """;

    private const string Orphans = $"""
        select '{CoverageWithoutStream}', c.iin, c.position, c.version, 'no row', 'a row'
        from ledger.coverage c
        where not exists (select from ledger.mt_streams s where s.id = c.iin and {StreamsOf.People})
        union all
        select '{StateWithoutStream}', i.iin, null, i.version, 'no row', 'a row'
        from ledger.insured_state i
        where not exists (select from ledger.mt_streams s where s.id = i.iin and {StreamsOf.People})
        """;

    private const string HighWater = $"""
        select f.code, null, f.position, null::bigint, f.expected, f.found
        from (values (true)) as one
        left join ledger.high_water h on true
        cross join (select max(position) as last from ledger.position_clock) clock
        cross join lateral (select max(seq_id) as last from ledger.mt_events where seq_id <= h.position) settled
        cross join lateral (values
            ('{HighWaterMissing}', h.position is null, null::bigint, 'one row', 'none'),
            ('{HighWaterBeyondSequence}', h.position > $1, h.position, 'at most ' || $1, h.position::text),
            ('{ClockIncomplete}', clock.last is distinct from settled.last and h.position is not null, settled.last,
             'a clock up to ' || coalesce(settled.last, 0), 'up to ' || coalesce(clock.last, 0))
        ) as f (code, is_wrong, position, expected, found)
        where f.is_wrong
        """;

    private const string Clock = $"""
        select f.code, null, c.position, null::bigint, f.expected, f.found
        from (select position, at, lag(position, 1, 0::bigint) over (order by at) as before
              from ledger.position_clock) c
        left join ledger.high_water h on true
        cross join lateral (
            select max(e.timestamp) as newest from ledger.mt_events e
            where e.seq_id > c.before and e.seq_id <= c.position) known
        cross join lateral (values
            ('{ClockNotGrowing}', c.position <= c.before, 'a position above ' || c.before, c.position::text),
            ('{ClockBeyondHighWater}', c.position > h.position, 'at most ' || h.position, c.position::text),
            ('{ClockBeyondChecked}', c.at > h.checked_at, 'at most ' || h.checked_at, c.at::text),
            ('{ClockBeforeEvents}', known.newest > c.at, 'at least ' || known.newest, c.at::text)
        ) as f (code, is_wrong, expected, found)
        where f.is_wrong
        """;

    // Exported events keep what they belonged to before; all others name the import that brought them.
    private const string Imports = $"""
        with recorded as (
            select i.id, count(e.seq_id) as events
            from ledger.import i left join ledger.mt_events e on e.correlation_id = left(i.id, 16)
            group by i.id),
        listed as (
            select import, count(*) as problems, min(ordinal) as first, max(ordinal) as last
            from ledger.import_problem group by import)
        select f.code, null, nullif(i.position, 0), null::bigint,
               'import ' || left(coalesce(i.id, l.import), 16) || ' with ' || f.expected, f.found
        from ledger.import i
        left join recorded r on r.id = i.id
        full join listed l on l.import = i.id
        cross join lateral (values
            ('{ImportCountsDiffer}',
             i.accepted + i.repeated + i.refused + i.unreadable <> i.rows or i.bytes_read > i.bytes,
             'counts that add up', i.rows || ' rows, ' || i.bytes_read || ' of ' || i.bytes || ' bytes'),
            ('{ImportEventsMissing}', i.accepted > r.events and i.format <> 'events',
             i.accepted || ' events', r.events::text),
            ('{ImportBeyondSequence}', i.position > $1, 'a position of at most ' || $1, i.position::text),
            ('{ImportProblemsDiffer}', l.problems > coalesce(i.problems_total, 0) or l.first <> 1
             or l.last <> l.problems,
             coalesce(i.problems_total, 0) || ' problems', l.problems || ' from ' || l.first || ' to ' || l.last)
        ) as f (code, is_wrong, expected, found)
        where f.is_wrong
        """;

    internal static IReadOnlyList<string> All { get; } =
        [Versions, Events, Streams, Ids, Orphans, .. FigureChecks.All, HighWater, Clock, Imports];

    /// <summary>Those that are about the rows beside the events.</summary>
    internal static IReadOnlyList<string> OfReadModel { get; } = [Orphans, .. FigureChecks.All];

    internal static async Task RunAsync(
        string check, LedgerSnapshot snapshot, Findings findings, CancellationToken cancellation)
    {
        NpgsqlParameter[] parameters =
        [
            new() { Value = snapshot.LastNumber, NpgsqlDbType = NpgsqlDbType.Bigint },
            new() { Value = snapshot.TakenAt, NpgsqlDbType = NpgsqlDbType.TimestampTz },
        ];
        await foreach (var row in snapshot.ReadAsync(check, parameters, cancellation))
        {
            findings.Add(new Finding(
                row.GetString(0),
                row.IsDBNull(1) ? null : row.GetString(1),
                row.IsDBNull(2) ? null : new LedgerPosition(row.GetInt64(2)),
                row.IsDBNull(3) ? null : row.GetInt64(3),
                row.GetString(4),
                row.GetString(5)));
        }
    }
}
