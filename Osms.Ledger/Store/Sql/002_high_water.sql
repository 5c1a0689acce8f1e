-- How far the ledger is settled, and since when: what turns an instant into a position.

-- One row. Everything up to position is settled; every instant up to checked_at has its position for good.
create table ledger.high_water (
    only_row   boolean                  not null default true,
    position   bigint                   not null,
    checked_at timestamp with time zone not null,
    constraint pkey_high_water primary key (only_row),
    constraint high_water_is_one_row check (only_row)
);

insert into ledger.high_water (position, checked_at) values (0, '-infinity');

-- From `at` on, everything up to position was known. Both only ever grow.
create table ledger.position_clock (
    position bigint                   not null,
    at       timestamp with time zone not null,
    constraint pkey_position_clock primary key (at)
);
