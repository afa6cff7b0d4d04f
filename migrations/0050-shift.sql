-- A till's accountable period; it is open as long as no `z_report` names it. `no` is its op.
CREATE TABLE shift (
  no INTEGER PRIMARY KEY,
  shift_id TEXT NOT NULL UNIQUE,
  install_id TEXT NOT NULL,
  series TEXT NOT NULL,
  opened_at INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  starting_amount INTEGER NOT NULL CHECK (starting_amount >= 0),
  business_date TEXT NOT NULL,
  -- Counted coins and notes of the starting amount, JSON.
  denominations TEXT NOT NULL
) STRICT;

-- Everything a shift's reports are made of, folded fact by fact (JSON of `ShiftTotals`).
CREATE TABLE shift_total (
  shift_no INTEGER PRIMARY KEY,
  totals TEXT NOT NULL
) STRICT;

-- Cash that moved without a sale; `amount` is a magnitude, `kind` says which way.
CREATE TABLE cash_event (
  no INTEGER PRIMARY KEY,
  cash_event_id TEXT NOT NULL UNIQUE,
  shift_no INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('paid-in', 'paid-out', 'safe-drop', 'loan', 'pickup')),
  amount INTEGER NOT NULL CHECK (amount > 0),
  reason_code TEXT NOT NULL,
  note TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX cash_event_by_shift ON cash_event (shift_no, no);

-- The drawer was opened without a sale.
CREATE TABLE no_sale (
  no INTEGER PRIMARY KEY,
  shift_no INTEGER NOT NULL,
  reason_code TEXT NOT NULL,
  note TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;

-- A blind count of the till; a recount is another row. `denominations` and `declared` are JSON.
CREATE TABLE till_count (
  no INTEGER PRIMARY KEY,
  count_id TEXT NOT NULL UNIQUE,
  shift_no INTEGER NOT NULL,
  denominations TEXT NOT NULL,
  declared TEXT NOT NULL,
  counted_by TEXT NOT NULL,
  at INTEGER NOT NULL
) STRICT;
CREATE INDEX till_count_by_shift ON till_count (shift_no, no);

-- The closing report of a shift, whole (JSON of `ZReport`), numbered without gaps in the store.
CREATE TABLE z_report (
  no INTEGER PRIMARY KEY,
  z_number INTEGER NOT NULL UNIQUE CHECK (z_number >= 1),
  series TEXT NOT NULL,
  shift_no INTEGER NOT NULL UNIQUE,
  business_date TEXT NOT NULL,
  at INTEGER NOT NULL,
  document TEXT NOT NULL
) STRICT;

CREATE TRIGGER shift_no_update BEFORE UPDATE ON shift BEGIN SELECT RAISE(ABORT, 'insert-only: shift'); END;
CREATE TRIGGER shift_no_delete BEFORE DELETE ON shift BEGIN SELECT RAISE(ABORT, 'insert-only: shift'); END;
CREATE TRIGGER cash_event_no_update BEFORE UPDATE ON cash_event BEGIN SELECT RAISE(ABORT, 'insert-only: cash_event'); END;
CREATE TRIGGER cash_event_no_delete BEFORE DELETE ON cash_event BEGIN SELECT RAISE(ABORT, 'insert-only: cash_event'); END;
CREATE TRIGGER no_sale_no_update BEFORE UPDATE ON no_sale BEGIN SELECT RAISE(ABORT, 'insert-only: no_sale'); END;
CREATE TRIGGER no_sale_no_delete BEFORE DELETE ON no_sale BEGIN SELECT RAISE(ABORT, 'insert-only: no_sale'); END;
CREATE TRIGGER till_count_no_update BEFORE UPDATE ON till_count BEGIN SELECT RAISE(ABORT, 'insert-only: till_count'); END;
CREATE TRIGGER till_count_no_delete BEFORE DELETE ON till_count BEGIN SELECT RAISE(ABORT, 'insert-only: till_count'); END;
CREATE TRIGGER z_report_no_update BEFORE UPDATE ON z_report BEGIN SELECT RAISE(ABORT, 'insert-only: z_report'); END;
CREATE TRIGGER z_report_no_delete BEFORE DELETE ON z_report BEGIN SELECT RAISE(ABORT, 'insert-only: z_report'); END;
