-- Open checks: what a table has ordered and not paid yet. `document` is the whole state (domain/check/check.ts) as JSON,
-- folded op by op; paid and closed ones stay, so that nothing that comes late can open them again.
CREATE TABLE check_state (
  check_id TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('open', 'paid', 'closed')),
  -- The op that changed it last.
  op_no INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX check_state_open ON check_state (check_id) WHERE status = 'open';
