-- What is to be printed or kicked, and how far it came. Not part of the record: paper follows from it.
-- `document` is JSON; null means it is made from the record when the job is offered. `reason` says why the drawer opens.
CREATE TABLE print_job (
  job_no INTEGER PRIMARY KEY,
  job_id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL CHECK (kind IN ('receipt', 'report', 'drawer')),
  op_no INTEGER,
  sale_no INTEGER,
  title TEXT NOT NULL,
  copy_number INTEGER NOT NULL CHECK (copy_number >= 0),
  reason TEXT NOT NULL,
  document TEXT,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'confirmed', 'unknown', 'failed', 'cancelled')),
  state_reason TEXT NOT NULL,
  attempts INTEGER NOT NULL CHECK (attempts >= 0),
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  -- UTC epoch ms after which an unprinted job is cancelled; null never.
  expires_at INTEGER
) STRICT;
CREATE INDEX print_job_open ON print_job (job_no) WHERE state IN ('queued', 'sending', 'sent');
CREATE INDEX print_job_by_sale ON print_job (sale_no) WHERE sale_no IS NOT NULL;
