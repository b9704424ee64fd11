-- For an overview that reads no documents: the cost of ended runs, and the score of feasible ones alone.
ALTER TABLE run ADD COLUMN cost REAL;

UPDATE run
SET cost  = json_extract(document, '$.observation.cost'),
    score = iif(json_extract(document, '$.observation.problem') IS NULL, score, NULL);

CREATE INDEX run_by_status ON run (sweep_id, status, cost);

CREATE INDEX run_by_score ON run (sweep_id, score, number) WHERE score IS NOT NULL;

PRAGMA user_version = 2;
