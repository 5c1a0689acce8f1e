-- Which rule data a row of the coverage table was made with: the first 32 bits of the digest. A row of other rule data
-- is no answer, so that programs with different rule data may work on one database. Null: from before this script.
alter table ledger.coverage add column rules integer;

-- No row names its rule data yet: all are made again.
delete from ledger.read_model;
