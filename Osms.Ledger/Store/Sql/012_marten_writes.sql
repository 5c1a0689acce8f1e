-- What Marten hands to its append function is not all that this ledger keeps: it names a time for every event, where
-- the server's counts (infinity says so), and JSON's null where an event has no headers. The order of the steps is as
-- it was: the table lock, the stream's row, the version, and only then a number.
create or replace function ledger.mt_quick_append_events(
    stream varchar, stream_type varchar, tenantid varchar, event_ids uuid[], event_types varchar[],
    dotnet_types varchar[], bodies jsonb[], bdatas bytea[], causation_ids varchar[], correlation_ids varchar[],
    headers jsonb[], user_names varchar[], timestamps timestamp with time zone[],
    expected_version bigint default null::bigint)
    returns bigint[]
    language plpgsql
as
$append$
declare
    current_version bigint;
    archived        boolean;
    recorded_at     timestamp with time zone;
    drawn           bigint;
    appended        bigint[] := '{}';
begin
    lock table ledger.mt_events in row exclusive mode;

    select s.version, s.is_archived into current_version, archived
    from ledger.mt_streams s where s.id = stream for update;
    if not found then
        -- Whoever loses the race to make the stream waits here and then reads the winner's version.
        insert into ledger.mt_streams (id, type, version, tenant_id)
        values (stream, stream_type, 0, coalesce(tenantid, '*DEFAULT*')) on conflict do nothing;
        select s.version, s.is_archived into current_version, archived
        from ledger.mt_streams s where s.id = stream for update;
    end if;

    if archived then
        raise exception 'The stream is archived.' using errcode = 'MT001';
    end if;
    if expected_version is not null and expected_version <> current_version then
        raise exception 'The stream is at version %, not %.', current_version, expected_version
            using errcode = 'MT003';
    end if;

    for at in 1 .. coalesce(array_length(event_ids, 1), 0) loop
        -- The time after the number: who reads a time and then the last number has seen every earlier event.
        drawn := nextval('ledger.mt_events_sequence');
        recorded_at := coalesce(nullif(timestamps[at], 'infinity'), clock_timestamp());
        insert into ledger.mt_events (
            seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type,
            correlation_id, causation_id, headers, user_name, is_archived)
        values (
            drawn, event_ids[at], stream, current_version + at, bodies[at], bdatas[at], event_types[at], recorded_at,
            coalesce(tenantid, '*DEFAULT*'), dotnet_types[at], correlation_ids[at], causation_ids[at],
            nullif(headers[at], 'null'::jsonb), user_names[at], false);
        appended := appended || drawn;
    end loop;

    current_version := current_version + coalesce(array_length(event_ids, 1), 0);
    update ledger.mt_streams s set version = current_version, timestamp = coalesce(recorded_at, s.timestamp)
    where s.id = stream;
    return current_version || appended;
end
$append$;

-- Marten marks numbers of appends that failed by events of a stream of its own. The high water needs no such marks,
-- and events that say nothing about anybody have no place among those that are read again.
alter table ledger.mt_streams add constraint no_tombstones check (id <> 'mt_tombstone');
