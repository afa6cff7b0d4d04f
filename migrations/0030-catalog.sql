-- What the store sells, as it is now; prices in minor units. `item_no` is the short key other tables use.
CREATE TABLE item (
  item_no INTEGER PRIMARY KEY,
  item_id TEXT NOT NULL UNIQUE,
  sku TEXT NOT NULL,
  name TEXT NOT NULL,
  brand TEXT NOT NULL,
  size TEXT NOT NULL,
  category TEXT NOT NULL,
  tax_category TEXT NOT NULL,
  unit_price INTEGER NOT NULL CHECK (unit_price >= 0),
  unit TEXT NOT NULL,
  unit_cost INTEGER,
  label_code TEXT NOT NULL,
  stock_tracked INTEGER NOT NULL CHECK (stock_tracked IN (0, 1)),
  active INTEGER NOT NULL CHECK (active IN (0, 1)),
  grid_place INTEGER,
  colour TEXT NOT NULL,
  -- JSON list in the order they were given; `item_barcode` is its index.
  barcodes TEXT NOT NULL,
  op_no INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX item_by_sku ON item (sku) WHERE sku <> '';
-- Pages of the back-office list, and what a search index missed.
CREATE INDEX item_by_name ON item (name, item_no);
CREATE INDEX item_by_op ON item (op_no);

-- Each barcode belongs to one item.
CREATE TABLE item_barcode (
  barcode TEXT PRIMARY KEY,
  item_no INTEGER NOT NULL REFERENCES item (item_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_barcode_by_item ON item_barcode (item_no);

-- One movement of stock. `milli` is the signed change in thousandths, or for a count what was there. `at` is when it
-- happened. `previous_no` is the item's movement before this one, so that its history is read without another index.
CREATE TABLE stock_movement (
  movement_no INTEGER PRIMARY KEY,
  item_no INTEGER NOT NULL,
  op_no INTEGER NOT NULL,
  line_no INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('sale', 'return', 'receipt', 'adjustment', 'transfer', 'waste', 'count')),
  milli INTEGER NOT NULL,
  at INTEGER NOT NULL,
  reference TEXT NOT NULL,
  previous_no INTEGER
) STRICT;

-- What should be on the shelf: the last count and every change after it, thousandths. Items without a row have none.
CREATE TABLE stock (
  item_no INTEGER PRIMARY KEY,
  on_hand_milli INTEGER NOT NULL,
  last_no INTEGER NOT NULL,
  last_at INTEGER NOT NULL,
  -- When the last count was, 0 for never; movements from before it change nothing.
  counted_at INTEGER NOT NULL,
  counted_no INTEGER NOT NULL
) STRICT;

CREATE TRIGGER stock_movement_no_update BEFORE UPDATE ON stock_movement BEGIN SELECT RAISE(ABORT, 'insert-only: stock_movement'); END;
CREATE TRIGGER stock_movement_no_delete BEFORE DELETE ON stock_movement BEGIN SELECT RAISE(ABORT, 'insert-only: stock_movement'); END;
