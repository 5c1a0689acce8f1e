-- What answers "now" by one lookup, and what decisions need. Both are written in the transaction of the events and
-- can be made again from them at any time.

-- Which rule data the coverage table was made with; on another, answers come from the events until it is rebuilt.
create table ledger.read_model (
    name         varchar                  not null,
    rules_digest varchar                  not null,
    built_at     timestamp with time zone not null,
    constraint pkey_read_model primary key (name)
);

-- One row for each person. A run is one bigint: its first day (days since 2000-01-01, as PostgreSQL counts them) in
-- the upper half, what holds in the lower half (bits: 0-4 bases, 5-7 reason, 8-10 payer, 11-16 category,
-- 17-23 region). Runs begin in 2020, ascend, and the last has no end.
create table ledger.coverage (
    iin      varchar  not null,
    version  bigint   not null,
    position bigint   not null,
    runs     bigint[] not null,
    constraint pkey_coverage primary key (iin)
);

-- The folded facts of one person, in the format that InsuredStateCodec describes.
create table ledger.insured_state (
    iin     varchar not null,
    version bigint  not null,
    facts   bytea   not null,
    constraint pkey_insured_state primary key (iin)
);

-- What holds on a day; null before 2020.
create function ledger.standing_on(runs bigint[], day date) returns integer
    language sql immutable parallel safe
as
$standing$
    select (runs[width_bucket((((day - date '2000-01-01') + 1)::bigint << 32) - 1, runs)] & 4294967295)::integer
$standing$;
