-- Payments came with a row and three index entries each, which a monthly file of the whole country pays ten million
-- times. Now those that are recorded together are one row, and what is looked up by employer or worked through is made
-- of it when a stretch of positions is settled.

drop function ledger.payer_steps();
drop table ledger.contribution;
delete from ledger.figure_stretch;
delete from ledger.payer_sum;
delete from ledger.contribution_sum;

-- Payments and refunds of one transaction (or of a rebuild) whose positions lie in one stretch: stretch n goes from
-- n * 262144 + 1 to (n + 1) * 262144. The columns of a payment stand at the same place of each array: "places" is its
-- position less n * 262144, amounts are in tiyn, negative for a refund, months are counted from January 2020, and
-- "marks" is
--   bits 0-3   the kind,
--   bits 4-5   1 + turn: turn is 1 when the month went from nobody to the contributors by it, -1 when it went back,
--   bits 6-7   1 + person: person is 1 for the first payment of a person in this month and kind, -1 when the last is
--              taken back,
--   bits 8-10  outcome: 1 short of the requirement, 2 its kind had settled the month before, 4 at least twice the
--              requirement (as known at its position).
create table ledger.contribution_lot (
    stretch integer    not null,
    rules   integer    not null,
    places  integer[]  not null,
    iins    bigint[]   not null,
    payers  bigint[]   not null,
    amounts bigint[]   not null,
    months  smallint[] not null,
    marks   smallint[] not null
);

-- Long arrays lie beside the row as they are: compressing them would cost more than writing them.
alter table ledger.contribution_lot
    alter column places set storage external,
    alter column iins set storage external,
    alter column payers set storage external,
    alter column amounts set storage external,
    alter column months set storage external,
    alter column marks set storage external;

create index idx_contribution_lot_stretch on ledger.contribution_lot (stretch);

-- What one payer paid for others in a month, of the positions of one stretch; made together with figure_stretch.
create table ledger.employer_part (
    rules   integer    not null,
    month   smallint   not null,
    payer   bigint     not null,
    stretch integer    not null,
    iins    bigint[]   not null,
    kinds   smallint[] not null,
    amounts bigint[]   not null,
    constraint pkey_employer_part primary key (rules, month, payer, stretch)
);

alter table ledger.employer_part
    alter column iins set storage external,
    alter column kinds set storage external,
    alter column amounts set storage external;

-- Payments to work through, likewise.
create table ledger.remarkable_payment (
    rules    integer  not null,
    month    smallint not null,
    position bigint   not null,
    iin      bigint   not null,
    kind     smallint not null,
    constraint pkey_remarkable_payment primary key (rules, month, position)
);

-- Every payment and refund whose position is above "after" and at or below "through".
create function ledger.contributions(after bigint, through bigint)
    returns table (
        "position" bigint, iin bigint, payer bigint, amount bigint, rules integer, month smallint, kind smallint,
        turn smallint, person smallint, outcome smallint)
    language sql stable
as
$contributions$
    select (l.stretch::bigint << 18) + c.place, c.iin, c.payer, c.amount, l.rules, c.month, c.marks & 15::smallint,
        ((c.marks >> 4 & 3) - 1)::smallint, ((c.marks >> 6 & 3) - 1)::smallint, c.marks >> 8
    from ledger.contribution_lot l
    cross join lateral unnest(l.places, l.iins, l.payers, l.amounts, l.months, l.marks)
        as c (place, iin, payer, amount, month, marks)
    where l.stretch >= after >> 18 and l.stretch <= (through - 1) >> 18
        and (l.stretch::bigint << 18) + c.place > after and (l.stretch::bigint << 18) + c.place <= through
$contributions$;

-- Every change of payer between two positions as above, whatever it was for; the months of contributors (4) and of
-- nobody (0) change with payments (3) and refunds (4).
create function ledger.payer_steps(after bigint, through bigint)
    returns table (
        at bigint, person bigint, old integer, new integer, rule_data integer, from_month smallint,
        until_month smallint, fact smallint)
    language sql stable
as
$steps$
    select position, iin, was, now, rules, first, until, cause from ledger.payer_change
    where position > after and position <= through
    union all
    select (l.stretch::bigint << 18) + c.place, c.iin, case c.marks >> 4 & 3 when 2 then 0 else 4 end,
        case c.marks >> 4 & 3 when 2 then 4 else 0 end, l.rules, c.month, (c.month + 1)::smallint,
        case c.marks >> 4 & 3 when 2 then 3 else 4 end::smallint
    from ledger.contribution_lot l
    cross join lateral unnest(l.places, l.iins, l.months, l.marks) as c (place, iin, month, marks)
    where l.stretch >= after >> 18 and l.stretch <= (through - 1) >> 18
        and (l.stretch::bigint << 18) + c.place > after and (l.stretch::bigint << 18) + c.place <= through
        and c.marks >> 4 & 3 <> 1
$steps$;

-- A ledger from before has no such rows yet: its read model is made again.
delete from ledger.read_model;
