-- Passkeys that were taken away. What was added stays in the record; both are written once.
CREATE TABLE passkey_removed (
  credential_id TEXT PRIMARY KEY,
  removed_at INTEGER NOT NULL,
  op_no INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER passkey_removed_no_update BEFORE UPDATE ON passkey_removed BEGIN SELECT RAISE(ABORT, 'insert-only: passkey_removed'); END;
CREATE TRIGGER passkey_removed_no_delete BEFORE DELETE ON passkey_removed BEGIN SELECT RAISE(ABORT, 'insert-only: passkey_removed'); END;
