-- A series of receipt numbers an install gives by itself, e.g. `B7`. Given once, never again.
CREATE TABLE install_series (
  series TEXT PRIMARY KEY,
  install_id TEXT NOT NULL,
  op_no INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX install_series_by_install ON install_series (install_id, op_no);

-- Ops with something odd about them, for the list of what a person should look at. `flags` is a JSON list of codes.
CREATE TABLE op_flag (
  no INTEGER PRIMARY KEY,
  install_id TEXT NOT NULL,
  flags TEXT NOT NULL
) STRICT;

-- Ops of a client that was away which only asked for something and were refused: their `seq` is used up, the answer stays.
CREATE TABLE op_refused (
  op_id TEXT NOT NULL,
  install_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  refusal TEXT NOT NULL,
  detail TEXT NOT NULL,
  raw_hash TEXT NOT NULL,
  refused_at INTEGER NOT NULL,
  PRIMARY KEY (op_id, raw_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX op_refused_by_install ON op_refused (install_id, seq);

-- Backups that could still be restored, with the last `seq` of each install in them (JSON object).
CREATE TABLE backup_mark (
  backup_id TEXT PRIMARY KEY,
  taken_at INTEGER NOT NULL,
  log_no INTEGER NOT NULL,
  seqs TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER install_series_no_update BEFORE UPDATE ON install_series BEGIN SELECT RAISE(ABORT, 'insert-only: install_series'); END;
CREATE TRIGGER install_series_no_delete BEFORE DELETE ON install_series BEGIN SELECT RAISE(ABORT, 'insert-only: install_series'); END;
CREATE TRIGGER op_flag_no_update BEFORE UPDATE ON op_flag BEGIN SELECT RAISE(ABORT, 'insert-only: op_flag'); END;
CREATE TRIGGER op_flag_no_delete BEFORE DELETE ON op_flag BEGIN SELECT RAISE(ABORT, 'insert-only: op_flag'); END;
CREATE TRIGGER op_refused_no_update BEFORE UPDATE ON op_refused BEGIN SELECT RAISE(ABORT, 'insert-only: op_refused'); END;
CREATE TRIGGER op_refused_no_delete BEFORE DELETE ON op_refused BEGIN SELECT RAISE(ABORT, 'insert-only: op_refused'); END;
