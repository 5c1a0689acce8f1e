-- The journal of imports: what each file came to, and how far it was read. Counts and problems are written in the
-- transaction of the events they count, so that a row of a file is counted once, whatever breaks.

create table ledger.import (
    id             varchar                  not null,
    name           varchar,
    format         varchar                  not null,
    own_kind       varchar,
    imported_by    varchar,
    -- The version and the rule data that read it: another program reads a file from its start.
    program        varchar                  not null,
    -- queued, running or done; running, with nobody holding the import's lock, means interrupted.
    state          varchar                  not null,
    -- Drawn anew by whoever takes the import over; the checkpoint of an earlier one is refused.
    attempt        bigint                   not null default 1,
    started_at     timestamp with time zone not null default clock_timestamp(),
    updated_at     timestamp with time zone not null default clock_timestamp(),
    finished_at    timestamp with time zone,
    bytes          bigint                   not null,
    bytes_read     bigint                   not null default 0,
    rows           bigint                   not null default 0,
    accepted       bigint                   not null default 0,
    repeated       bigint                   not null default 0,
    refused        bigint                   not null default 0,
    unreadable     bigint                   not null default 0,
    position       bigint                   not null default 0,
    problems_total bigint                   not null default 0,
    constraint pkey_import primary key (id),
    constraint import_adds_up check (accepted + repeated + refused + unreadable = rows)
);

-- The first problems of a file, by ordinal from 1 in the order of its rows.
create table ledger.import_problem (
    import  varchar not null,
    ordinal bigint  not null,
    line    bigint  not null,
    code    varchar not null,
    detail  varchar not null,
    constraint pkey_import_problem primary key (import, ordinal)
);
