-- What a person did about an op that was flagged (`raw_hash` empty) or kept aside (its hash as it came).
CREATE TABLE finding_settled (
  op_id TEXT NOT NULL,
  raw_hash TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('seen', 'taken')),
  staff_id TEXT,
  at INTEGER NOT NULL,
  note TEXT NOT NULL,
  op_no INTEGER NOT NULL,
  PRIMARY KEY (op_id, raw_hash)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_settled_by_op ON finding_settled (op_no);

CREATE TRIGGER finding_settled_no_update BEFORE UPDATE ON finding_settled BEGIN SELECT RAISE(ABORT, 'insert-only: finding_settled'); END;
CREATE TRIGGER finding_settled_no_delete BEFORE DELETE ON finding_settled BEGIN SELECT RAISE(ABORT, 'insert-only: finding_settled'); END;
