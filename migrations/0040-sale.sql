-- A number given to a transaction, gapless in each workstation's series; voided sales have one too.
CREATE TABLE transaction_number (
  series TEXT NOT NULL,
  counter INTEGER NOT NULL CHECK (counter >= 1),
  op_no INTEGER NOT NULL,
  PRIMARY KEY (series, counter)
) STRICT, WITHOUT ROWID;

-- A completed sale; `no` is its op. Amounts are magnitudes in minor units, `kind` says which way the goods went.
CREATE TABLE sale (
  no INTEGER PRIMARY KEY,
  sale_id TEXT NOT NULL,
  series TEXT NOT NULL,
  counter INTEGER NOT NULL,
  shift_no INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sale', 'return', 'exchange')),
  business_date TEXT NOT NULL,
  completed_at INTEGER NOT NULL,
  staff_id TEXT NOT NULL,
  lines INTEGER NOT NULL,
  discount_total INTEGER NOT NULL CHECK (discount_total >= 0),
  net_sold INTEGER NOT NULL,
  tax_sold INTEGER NOT NULL,
  net_returned INTEGER NOT NULL,
  tax_returned INTEGER NOT NULL,
  collect INTEGER NOT NULL CHECK (collect >= 0),
  refund INTEGER NOT NULL CHECK (refund >= 0),
  flags TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX sale_by_id ON sale (sale_id);
CREATE INDEX sale_by_business_date ON sale (business_date, no);

-- A line as it was sold or came back, voided lines too; quantities in thousandths, amounts magnitudes in minor units.
CREATE TABLE sale_line (
  no INTEGER NOT NULL,
  line_no INTEGER NOT NULL,
  line_id TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('sale', 'return')),
  item_no INTEGER,
  sku TEXT NOT NULL,
  name TEXT NOT NULL,
  milli INTEGER NOT NULL CHECK (milli >= 0),
  unit TEXT NOT NULL,
  unit_price INTEGER NOT NULL CHECK (unit_price >= 0),
  price_source TEXT NOT NULL CHECK (price_source IN ('list', 'override', 'label', 'open')),
  unit_cost INTEGER,
  extended INTEGER NOT NULL CHECK (extended >= 0),
  discount INTEGER NOT NULL CHECK (discount >= 0),
  sale_discount INTEGER NOT NULL CHECK (sale_discount >= 0),
  net INTEGER NOT NULL,
  tax INTEGER NOT NULL,
  gross INTEGER NOT NULL CHECK (gross >= 0),
  reason_code TEXT NOT NULL,
  voided INTEGER NOT NULL CHECK (voided IN (0, 1)),
  PRIMARY KEY (no, line_no)
) STRICT, WITHOUT ROWID;

-- Base and tax of one rate in one sale, apart for goods sold and goods returned.
CREATE TABLE sale_tax (
  no INTEGER NOT NULL,
  tax_no INTEGER NOT NULL,
  tax_id TEXT NOT NULL,
  name TEXT NOT NULL,
  rate_ppm INTEGER NOT NULL,
  included INTEGER NOT NULL CHECK (included IN (0, 1)),
  direction TEXT NOT NULL CHECK (direction IN ('sale', 'return')),
  base INTEGER NOT NULL,
  amount INTEGER NOT NULL,
  PRIMARY KEY (no, tax_no)
) STRICT, WITHOUT ROWID;

-- One means handed over or given back.
CREATE TABLE tender (
  no INTEGER NOT NULL,
  tender_no INTEGER NOT NULL,
  tender_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  direction TEXT NOT NULL CHECK (direction IN ('taken', 'refunded')),
  amount INTEGER NOT NULL CHECK (amount >= 0),
  tendered INTEGER NOT NULL CHECK (tendered >= 0),
  change INTEGER NOT NULL CHECK (change >= 0),
  cash_rounding INTEGER NOT NULL,
  reference TEXT NOT NULL,
  PRIMARY KEY (no, tender_no)
) STRICT, WITHOUT ROWID;

-- Which line brought back how much of which earlier line.
CREATE TABLE line_return (
  sale_no INTEGER NOT NULL,
  line_id TEXT NOT NULL,
  by_no INTEGER NOT NULL,
  by_line_no INTEGER NOT NULL,
  milli INTEGER NOT NULL CHECK (milli > 0),
  PRIMARY KEY (sale_no, line_id, by_no, by_line_no)
) STRICT, WITHOUT ROWID;

-- A sale that was struck before completion: nothing was exchanged, but its number is used.
CREATE TABLE voided_sale (
  no INTEGER PRIMARY KEY,
  sale_id TEXT NOT NULL UNIQUE,
  series TEXT NOT NULL,
  counter INTEGER NOT NULL,
  shift_no INTEGER NOT NULL,
  business_date TEXT NOT NULL,
  staff_id TEXT NOT NULL,
  reason_code TEXT NOT NULL
) STRICT;

-- Sales put aside; the row goes when the sale is resumed or completed. The sale itself is in the body of op `no`.
CREATE TABLE suspended_sale (
  sale_id TEXT PRIMARY KEY,
  no INTEGER NOT NULL,
  label TEXT NOT NULL,
  suspended_at INTEGER NOT NULL,
  staff_id TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A copy of a receipt that was asked for.
CREATE TABLE receipt_copy (
  no INTEGER PRIMARY KEY,
  sale_no INTEGER NOT NULL,
  copy_number INTEGER NOT NULL CHECK (copy_number >= 1),
  staff_id TEXT,
  UNIQUE (sale_no, copy_number)
) STRICT;

-- The sale being rung at an install, as it was last saved; not part of the record, it only has to survive a crash.
CREATE TABLE draft (
  install_id TEXT PRIMARY KEY,
  saved_at INTEGER NOT NULL,
  sale TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TRIGGER transaction_number_no_update BEFORE UPDATE ON transaction_number BEGIN SELECT RAISE(ABORT, 'insert-only: transaction_number'); END;
CREATE TRIGGER transaction_number_no_delete BEFORE DELETE ON transaction_number BEGIN SELECT RAISE(ABORT, 'insert-only: transaction_number'); END;
CREATE TRIGGER sale_no_update BEFORE UPDATE ON sale BEGIN SELECT RAISE(ABORT, 'insert-only: sale'); END;
CREATE TRIGGER sale_no_delete BEFORE DELETE ON sale BEGIN SELECT RAISE(ABORT, 'insert-only: sale'); END;
CREATE TRIGGER sale_line_no_update BEFORE UPDATE ON sale_line BEGIN SELECT RAISE(ABORT, 'insert-only: sale_line'); END;
CREATE TRIGGER sale_line_no_delete BEFORE DELETE ON sale_line BEGIN SELECT RAISE(ABORT, 'insert-only: sale_line'); END;
CREATE TRIGGER sale_tax_no_update BEFORE UPDATE ON sale_tax BEGIN SELECT RAISE(ABORT, 'insert-only: sale_tax'); END;
CREATE TRIGGER sale_tax_no_delete BEFORE DELETE ON sale_tax BEGIN SELECT RAISE(ABORT, 'insert-only: sale_tax'); END;
CREATE TRIGGER tender_no_update BEFORE UPDATE ON tender BEGIN SELECT RAISE(ABORT, 'insert-only: tender'); END;
CREATE TRIGGER tender_no_delete BEFORE DELETE ON tender BEGIN SELECT RAISE(ABORT, 'insert-only: tender'); END;
CREATE TRIGGER line_return_no_update BEFORE UPDATE ON line_return BEGIN SELECT RAISE(ABORT, 'insert-only: line_return'); END;
CREATE TRIGGER line_return_no_delete BEFORE DELETE ON line_return BEGIN SELECT RAISE(ABORT, 'insert-only: line_return'); END;
CREATE TRIGGER voided_sale_no_update BEFORE UPDATE ON voided_sale BEGIN SELECT RAISE(ABORT, 'insert-only: voided_sale'); END;
CREATE TRIGGER voided_sale_no_delete BEFORE DELETE ON voided_sale BEGIN SELECT RAISE(ABORT, 'insert-only: voided_sale'); END;
CREATE TRIGGER receipt_copy_no_update BEFORE UPDATE ON receipt_copy BEGIN SELECT RAISE(ABORT, 'insert-only: receipt_copy'); END;
CREATE TRIGGER receipt_copy_no_delete BEFORE DELETE ON receipt_copy BEGIN SELECT RAISE(ABORT, 'insert-only: receipt_copy'); END;
