-- What budgets transferred, a row for each event of their streams, in the transaction of the event. The sum of the rows
-- at or below a position is what had come in as known there.
create table ledger.budget_transfer (
    position    bigint   not null,
    -- 'republican', or the region.
    payer       varchar  not null,
    -- Counted from January 2020, which is 0.
    month       smallint not null,
    -- Tiyn; below 0 when it takes back what the transfer "corrects" brought.
    amount      bigint   not null,
    received_on date     not null,
    reference   varchar  not null,
    corrects    varchar,
    constraint pkey_budget_transfer primary key (position)
);

create index idx_budget_transfer_month on ledger.budget_transfer (month, position);
