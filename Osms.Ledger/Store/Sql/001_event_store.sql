-- Streams and events in the shape Marten 9 gives them (string streams, metadata on), so that Marten can open this
-- database as it stands. Nothing of ours is added to these tables.

create table ledger.mt_streams (
    id          varchar                  not null,
    type        varchar,
    version     bigint,
    timestamp   timestamp with time zone not null default now(),
    created     timestamp with time zone not null default now(),
    tenant_id   varchar default '*DEFAULT*',
    is_archived boolean default false,
    constraint pkey_mt_streams_id primary key (id)
);

create sequence ledger.mt_events_sequence;

create table ledger.mt_events (
    seq_id         bigint                   not null,
    id             uuid                     not null,
    stream_id      varchar,
    version        bigint                   not null,
    data           jsonb                    not null,
    bdata          bytea,
    type           varchar(500)             not null,
    -- Marten's default is the moment of this script, a constant: every writer gives the time itself.
    timestamp      timestamp with time zone not null default '(now())',
    tenant_id      varchar default '*DEFAULT*',
    mt_dotnet_type varchar,
    correlation_id varchar,
    causation_id   varchar,
    headers        jsonb,
    user_name      varchar,
    is_archived    boolean default false,
    constraint pkey_mt_events_seq_id primary key (seq_id),
    constraint fkey_mt_events_stream_id foreign key (stream_id)
        references ledger.mt_streams (id) on delete cascade
);

alter sequence ledger.mt_events_sequence owned by ledger.mt_events.seq_id;

create unique index pk_mt_events_stream_and_version on ledger.mt_events (stream_id, version);

create table ledger.mt_event_progression (
    name         varchar not null,
    last_seq_id  bigint,
    last_updated timestamp with time zone default transaction_timestamp(),
    constraint pk_mt_event_progression primary key (name)
);

create table ledger.mt_high_water_skips (
    ending_sequence   bigint not null,
    starting_sequence bigint not null,
    timestamp         timestamp with time zone default transaction_timestamp(),
    constraint pkey_mt_high_water_skips_ending_sequence primary key (ending_sequence)
);

-- Appends to one stream. The name and the arguments are Marten's; the order of the steps is ours and is what makes
-- the high water right: the table lock first (a reader waits for those who hold it), then the stream's row, then the
-- version, and only then a number, because a rollback does not give a number back.
create function ledger.mt_quick_append_events(
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
        recorded_at := coalesce(timestamps[at], clock_timestamp());
        insert into ledger.mt_events (
            seq_id, id, stream_id, version, data, bdata, type, timestamp, tenant_id, mt_dotnet_type,
            correlation_id, causation_id, headers, user_name, is_archived)
        values (
            drawn, event_ids[at], stream, current_version + at, bodies[at], bdatas[at], event_types[at], recorded_at,
            coalesce(tenantid, '*DEFAULT*'), dotnet_types[at], correlation_ids[at], causation_ids[at], headers[at],
            user_names[at], false);
        appended := appended || drawn;
    end loop;

    current_version := current_version + coalesce(array_length(event_ids, 1), 0);
    update ledger.mt_streams s set version = current_version, timestamp = coalesce(recorded_at, s.timestamp)
    where s.id = stream;
    return current_version || appended;
end
$append$;

create function ledger.mt_archive_stream(streamid varchar) returns void
    language plpgsql
as
$archive$
begin
    update ledger.mt_streams set is_archived = true where id = streamid;
    update ledger.mt_events set is_archived = true where stream_id = streamid;
end
$archive$;

create function ledger.mt_mark_event_progression(name varchar, last_encountered bigint) returns void
    language plpgsql
as
$mark$
begin
    insert into ledger.mt_event_progression as known (name, last_seq_id, last_updated)
    values (mt_mark_event_progression.name, last_encountered, transaction_timestamp())
    on conflict on constraint pk_mt_event_progression
        do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated;
end
$mark$;
