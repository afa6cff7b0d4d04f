-- A drawer that its sensor saw open and nobody had a reason for: no pulse, no cash event.
CREATE TABLE drawer_opening (
  no INTEGER PRIMARY KEY,
  drawer TEXT NOT NULL,
  opened_at INTEGER NOT NULL
) STRICT;

-- Until now these stood in the log alone; ops that are not folded yet get their row from the fold.
INSERT INTO drawer_opening (no, drawer, opened_at)
SELECT no, json_extract(body, '$.drawer'), json_extract(body, '$.openedAt')
FROM op
WHERE kind = 'drawer.opened-unexplained' AND no <= (SELECT coalesce(max(no), 0) FROM fold_mark);

CREATE TRIGGER drawer_opening_no_update BEFORE UPDATE ON drawer_opening BEGIN SELECT RAISE(ABORT, 'insert-only: drawer_opening'); END;
CREATE TRIGGER drawer_opening_no_delete BEFORE DELETE ON drawer_opening BEGIN SELECT RAISE(ABORT, 'insert-only: drawer_opening'); END;
