-- Room on every page for the next version of its rows: a fact changes its person's three rows, and where the new
-- version finds room beside the old one no index is written.
alter table ledger.mt_streams set (fillfactor = 80);
alter table ledger.coverage set (fillfactor = 80);
alter table ledger.insured_state set (fillfactor = 75);
