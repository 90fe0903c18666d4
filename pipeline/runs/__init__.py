"""RUN: folders to a store, in batches, with a ledger that lets the next run go on."""
