-- Every migration that was run on this file, with the SHA-256 of its text.
CREATE TABLE migration (
  no INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL
) STRICT;

-- Facts about this file itself: the hub's own install id.
CREATE TABLE store_fact (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The log: every act that changed the store, hash-chained. All other records follow from it.
-- `hash` = SHA-256(hash of the row before + RFC 8785 JSON of the row without its body); `body_hash` stands for the body.
-- It carries no second index: `op_key` is its index by id and is filled in batches. `body` is canonical JSON; it is last
-- since it overflows the page.
CREATE TABLE op (
  no INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL,
  install_id TEXT NOT NULL,
  seq INTEGER NOT NULL CHECK (seq >= 1),
  kind TEXT NOT NULL,
  v INTEGER NOT NULL,
  at INTEGER NOT NULL,
  hub_at INTEGER NOT NULL,
  staff_id TEXT,
  happened INTEGER NOT NULL CHECK (happened IN (0, 1)),
  flags TEXT NOT NULL,
  refs TEXT NOT NULL,
  body_hash TEXT NOT NULL CHECK (length(body_hash) = 64),
  hash TEXT NOT NULL CHECK (length(hash) = 64),
  body TEXT NOT NULL
) STRICT;

-- Index of the log by op id: what makes a repeated push harmless.
CREATE TABLE op_key (
  op_id TEXT PRIMARY KEY,
  no INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Last `seq` in the log for each install.
CREATE TABLE install (
  install_id TEXT PRIMARY KEY,
  last_seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Up to which op the records below have been written; the rest of the log is folded in before anybody reads.
CREATE TABLE fold_mark (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  no INTEGER NOT NULL
) STRICT;
INSERT INTO fold_mark (one, no) VALUES (1, 0);

-- Facts the hub could not take into the log, kept as they came for a person to look at.
CREATE TABLE op_quarantine (
  quarantine_no INTEGER PRIMARY KEY,
  op_id TEXT NOT NULL,
  install_id TEXT NOT NULL,
  seq INTEGER NOT NULL,
  reason TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  raw_hash TEXT NOT NULL,
  raw TEXT NOT NULL,
  UNIQUE (op_id, raw_hash)
) STRICT;
CREATE INDEX op_quarantine_by_install ON op_quarantine (install_id, seq);

CREATE TRIGGER op_no_update BEFORE UPDATE ON op BEGIN SELECT RAISE(ABORT, 'insert-only: op'); END;
CREATE TRIGGER op_no_delete BEFORE DELETE ON op BEGIN SELECT RAISE(ABORT, 'insert-only: op'); END;
CREATE TRIGGER op_key_no_update BEFORE UPDATE ON op_key BEGIN SELECT RAISE(ABORT, 'insert-only: op_key'); END;
CREATE TRIGGER op_key_no_delete BEFORE DELETE ON op_key BEGIN SELECT RAISE(ABORT, 'insert-only: op_key'); END;
CREATE TRIGGER op_quarantine_no_update BEFORE UPDATE ON op_quarantine BEGIN SELECT RAISE(ABORT, 'insert-only: op_quarantine'); END;
CREATE TRIGGER op_quarantine_no_delete BEFORE DELETE ON op_quarantine BEGIN SELECT RAISE(ABORT, 'insert-only: op_quarantine'); END;
