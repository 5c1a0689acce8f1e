-- Months are closed and opened one after the other, whichever months they are: the position of one is never below that
-- of the one before, and each is decided on all before it. Called in the transaction of the event, after it; who has
-- decided on fewer of them is told to decide again, as one whose stream has moved on.
create function ledger.only_month_events(expected bigint) returns void
    language plpgsql
as
$only$
declare
    found_now bigint;
begin
    perform pg_advisory_xact_lock(5716493021);
    -- A statement of its own: it sees what was committed while this one waited.
    select coalesce(sum(s.version), 0) into found_now
    from ledger.mt_streams s where s.id > 'month' and s.id < 'monti' and s.type = 'month';
    if found_now <> expected then
        raise exception 'There are % events of months, not %.', found_now, expected using errcode = 'MT003';
    end if;
end
$only$;
