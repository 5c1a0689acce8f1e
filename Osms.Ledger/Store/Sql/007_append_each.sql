-- Appends one event to each of many streams, each on its own: a stream that is not at the version it should be, is
-- archived or is held by somebody else gets none and is null in the result. Nobody is waited for, so that one person
-- who is in the way holds nobody else up. The order of the steps is that of mt_quick_append_events: the INSERT takes
-- its table lock before the statement begins, a number is drawn for streams that are locked and at their version.
create function ledger.append_each(
    streams varchar[], versions bigint[], event_ids uuid[], event_types varchar[], bodies jsonb[],
    correlation_ids varchar[], headers jsonb[], user_names varchar[])
    returns bigint[]
    language plpgsql
    -- Planned once, and for few rows of a large table also when it was planned on an empty one.
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
as
$append$
declare
    appended bigint[];
begin
    with asked as (
        select * from unnest(streams, versions, event_ids, event_types, bodies, correlation_ids, headers, user_names)
            with ordinality as a (stream, version, id, type, data, correlation_id, headers, user_name, ordinal)
    ), held as (
        select a.* from asked a join ledger.mt_streams s on s.id = a.stream and s.version = a.version
        where s.is_archived is not true
        for update of s skip locked
    ), drawn as (
        select nextval('ledger.mt_events_sequence') as position, h.* from held h
    ), written as (
        -- The time after the number: who reads a time and then the last number has seen every earlier event.
        insert into ledger.mt_events (
            seq_id, id, stream_id, version, data, type, timestamp, correlation_id, headers, user_name)
        select d.position, d.id, d.stream, d.version + 1, d.data, d.type, clock_timestamp(), d.correlation_id,
            d.headers, d.user_name
        from drawn d
        returning stream_id, version, timestamp
    ), moved as (
        update ledger.mt_streams s set version = w.version, timestamp = w.timestamp
        from written w where s.id = w.stream_id
    )
    select array_agg(d.position order by a.ordinal) into appended
    from asked a left join drawn d on d.ordinal = a.ordinal;

    perform set_config('ledger.appended', appended::text, true);
    return appended;
end
$append$;

-- What append_each returned last in this transaction, for the rows that are written with the events.
create function ledger.appended() returns bigint[]
    language sql stable
as
$appended$
    select current_setting('ledger.appended')::bigint[]
$appended$;
