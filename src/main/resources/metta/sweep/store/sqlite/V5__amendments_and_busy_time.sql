-- What people changed about a sweep since it was started, and for how long the jobs of a run have run. A controller
-- counts the latter from the documents; of runs that were last changed before this version, the column says nothing.
ALTER TABLE sweep ADD COLUMN amendments TEXT;

ALTER TABLE run ADD COLUMN busy INTEGER;

DROP INDEX run_by_status;

CREATE INDEX run_by_status ON run (sweep_id, status, cost, busy);

-- A program that knows no trials that were invalidated cannot tell where they stand.
UPDATE oldest_reader SET schema = 5;

PRAGMA user_version = 5;
