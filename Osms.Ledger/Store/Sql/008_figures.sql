-- What finance counts and adds up, as changes that are only ever added, in the transaction of their event. Months are
-- counted from January 2020, 0 being the first; 32767 is no end. The sum of the changes at or below a position is the
-- figure as known there.

-- A person's months from "first" to before "until" went from one payer to another for anything but a payment. A payer
-- is a number (bits: 0-2 payer, 3-8 category, 9-15 region, 127 when nobody recorded one); -1 is "not known yet".
create table ledger.payer_change (
    position   bigint   not null,
    iin        bigint   not null,
    was        integer  not null,
    now        integer  not null,
    rules      integer  not null,
    first      smallint not null,
    until      smallint not null,
    -- The kind of event, as it stands in the list of them: what the change was for.
    cause      smallint not null
);

-- A payment (its amount in tiyn) or a refund (the amount taken back, negative). "turn" is 1 when the month went from
-- nobody to the contributors by it, -1 when it went back. "person" is 1 for the first payment of a person in this month
-- and kind, -1 when the last is taken back. "outcome": 0 nothing to remark, 1 short of the requirement, 2 its kind had
-- settled the month before, 4 at least twice the requirement (bits, as known at its position).
create table ledger.contribution (
    position bigint   not null,
    iin      bigint   not null,
    payer    bigint   not null,
    amount   bigint   not null,
    rules    integer  not null,
    month    smallint not null,
    kind     smallint not null,
    turn     smallint not null,
    person   smallint not null,
    outcome  smallint not null
);

create index idx_payer_change_position on ledger.payer_change (position);
create index idx_contribution_position on ledger.contribution (position);

-- Whom a budget ever owed for; few in number beside the payments.
create index idx_payer_change_budget on ledger.payer_change ((now & 7), iin) where (now & 7) in (1, 2, 3);

-- An employer's month.
create index idx_contribution_employer on ledger.contribution (month, payer) where payer <> iin;

-- Payments to work through.
create index idx_contribution_outcome on ledger.contribution (month, position) where outcome <> 0;

-- Sums over whole stretches of positions, each of which is settled for good: stretch n goes from n * 262144 + 1 to
-- (n + 1) * 262144. Made when they are first needed. "others" counts changes by programs with other rule data.
create table ledger.figure_stretch (
    rules   integer not null,
    stretch integer not null,
    others  bigint  not null,
    constraint pkey_figure_stretch primary key (rules, stretch)
);

-- From "month" on so many persons more (or fewer) have this payer.
create table ledger.payer_sum (
    rules   integer  not null,
    stretch integer  not null,
    month   smallint not null,
    payer   integer  not null,
    persons bigint   not null,
    constraint pkey_payer_sum primary key (rules, stretch, month, payer)
);

create table ledger.contribution_sum (
    rules    integer  not null,
    stretch  integer  not null,
    month    smallint not null,
    kind     smallint not null,
    payments bigint   not null,
    persons  bigint   not null,
    amount   numeric  not null,
    refunds  bigint   not null,
    refunded numeric  not null,
    constraint pkey_contribution_sum primary key (rules, stretch, month, kind)
);

-- Every change of payer, whatever it was for; the months of contributors (4) and of nobody (0) change with payments.
create function ledger.payer_steps()
    returns table (
        at bigint, person bigint, old integer, new integer, rule_data integer, from_month smallint,
        until_month smallint, fact smallint)
    language sql stable
as
$steps$
    select position, iin, was, now, rules, first, until, cause from ledger.payer_change
    union all
    select position, iin, case turn when 1 then 0 else 4 end, case turn when 1 then 4 else 0 end, rules, month,
        (month + 1)::smallint, case when amount < 0 then 4 else 3 end::smallint
    from ledger.contribution where turn <> 0
$steps$;

-- A ledger from before has no such rows yet: its read model is made again.
delete from ledger.read_model;
