-- What the owner decided about the store, one document (RFC 8785 JSON); `op_no` is the op that last changed it.
CREATE TABLE settings (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  hub_id TEXT NOT NULL,
  op_no INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

-- People who work here. `verifier` is the PIN's argon2id hash in PHC form, or empty: no PIN, no sign-on.
CREATE TABLE staff (
  staff_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('cashier', 'supervisor', 'manager', 'owner')),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  verifier TEXT NOT NULL,
  op_no INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Wrong PINs in a row; `subject` names a person or an install. Not part of the record: it only has to survive a restart.
CREATE TABLE pin_guard (
  subject TEXT PRIMARY KEY,
  failures INTEGER NOT NULL CHECK (failures >= 0),
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- A supervisor's consent: one permission on one object. It is used at most once (`override_use`).
CREATE TABLE override_grant (
  override_id TEXT PRIMARY KEY,
  permission TEXT NOT NULL,
  object_id TEXT NOT NULL,
  reason_code TEXT NOT NULL,
  approver_id TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  amount INTEGER,
  granted_at INTEGER NOT NULL,
  op_no INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The op that used a consent up.
CREATE TABLE override_use (
  override_id TEXT PRIMARY KEY REFERENCES override_grant (override_id),
  op_no INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER override_grant_no_update BEFORE UPDATE ON override_grant BEGIN SELECT RAISE(ABORT, 'insert-only: override_grant'); END;
CREATE TRIGGER override_grant_no_delete BEFORE DELETE ON override_grant BEGIN SELECT RAISE(ABORT, 'insert-only: override_grant'); END;
CREATE TRIGGER override_use_no_update BEFORE UPDATE ON override_use BEGIN SELECT RAISE(ABORT, 'insert-only: override_use'); END;
CREATE TRIGGER override_use_no_delete BEFORE DELETE ON override_use BEGIN SELECT RAISE(ABORT, 'insert-only: override_use'); END;
