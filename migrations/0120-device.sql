-- Handhelds that were approved. `key` is the public JWK, `jkt` its thumbprint; `op_no` is the op that last changed the row.
CREATE TABLE device (
  device_id TEXT PRIMARY KEY,
  install_id TEXT NOT NULL UNIQUE,
  code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  owner_id TEXT,
  role TEXT NOT NULL CHECK (role IN ('cashier', 'supervisor', 'manager', 'owner')),
  state TEXT NOT NULL CHECK (state IN ('paired', 'locked', 'wiping', 'wiped', 'amnesty', 'revoked', 'unpaired')),
  key TEXT NOT NULL,
  jkt TEXT NOT NULL UNIQUE,
  platform TEXT NOT NULL,
  browser TEXT NOT NULL,
  paired_at INTEGER NOT NULL,
  op_no INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Every key a device ever had: one that was given up is never taken again.
CREATE TABLE device_key (
  jkt TEXT PRIMARY KEY,
  device_id TEXT NOT NULL,
  op_no INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What the store lays down for its handhelds, one document (RFC 8785 JSON).
CREATE TABLE device_policy (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  op_no INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

-- Passkeys of people; `public_key` is COSE in base64url.
CREATE TABLE passkey (
  credential_id TEXT PRIMARY KEY,
  staff_id TEXT NOT NULL,
  device_id TEXT NOT NULL,
  public_key TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  op_no INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX passkey_by_staff ON passkey (staff_id);

-- The highest signature counter a passkey has shown. Not part of the record: it only has to survive a restart.
CREATE TABLE passkey_use (
  credential_id TEXT PRIMARY KEY,
  counter INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- How a device was when it was last heard, one JSON document each. Not part of the record.
CREATE TABLE device_heard (
  device_id TEXT PRIMARY KEY,
  heard_at INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER device_key_no_update BEFORE UPDATE ON device_key BEGIN SELECT RAISE(ABORT, 'insert-only: device_key'); END;
CREATE TRIGGER device_key_no_delete BEFORE DELETE ON device_key BEGIN SELECT RAISE(ABORT, 'insert-only: device_key'); END;
CREATE TRIGGER passkey_no_update BEFORE UPDATE ON passkey BEGIN SELECT RAISE(ABORT, 'insert-only: passkey'); END;
CREATE TRIGGER passkey_no_delete BEFORE DELETE ON passkey BEGIN SELECT RAISE(ABORT, 'insert-only: passkey'); END;
