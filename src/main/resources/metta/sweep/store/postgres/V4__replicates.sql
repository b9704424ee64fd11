-- Runs of a trial's configuration with further seeds: 0 is the trial itself.
ALTER TABLE run ADD COLUMN replicate BIGINT NOT NULL DEFAULT 0;

DROP INDEX run_by_status;

CREATE INDEX run_by_status ON run (sweep_id, status, replicate, cost, busy);

CREATE INDEX run_of_replicate ON run (sweep_id, number) WHERE replicate > 0;

CREATE INDEX run_by_number ON run (sweep_id, number);

-- A program that knows no replicates would count them as trials.
UPDATE oldest_reader SET schema = 4;
