-- A run whose job ended badly, and that waits to be tried again or judged, is where it was: not done. Runs that have an
-- observation are told by it, as before; only the few without one are read.
WITH latest AS (
    SELECT rowid AS run,
           json_extract(document, '$.evaluated') AS evaluated,
           (SELECT value FROM json_each(document, '$.jobs')
            WHERE json_extract(value, '$.definition.id.type') = 'LAUNCH_TRAINING' ORDER BY key DESC LIMIT 1) AS training,
           (SELECT value FROM json_each(document, '$.jobs')
            WHERE json_extract(value, '$.definition.id.type') = 'LAUNCH_EVAL' ORDER BY key DESC LIMIT 1) AS evaluation
    FROM run
    WHERE status NOT IN ('COMPLETED', 'FAILED', 'STOPPED')
      AND json_extract(document, '$.observation') IS NULL
)
UPDATE run
SET status = CASE
        WHEN latest.evaluation IS NOT NULL THEN
            iif(json_extract(latest.evaluation, '$.outcome.is') IS 'Succeeded', 'EVAL_DONE_NOT_COMPLETED', 'IN_EVAL')
        WHEN latest.training IS NULL THEN 'PENDING'
        WHEN json_extract(latest.training, '$.outcome') IS NULL THEN
            iif(json_extract(latest.training, '$.startedAt') IS NULL, 'PENDING', 'IN_TRAINING')
        WHEN json_extract(latest.training, '$.outcome.is') IS NOT 'Succeeded' THEN 'IN_TRAINING'
        ELSE iif(latest.evaluated, 'TRAINING_DONE_NO_EVAL', 'EVAL_DONE_NOT_COMPLETED')
    END
FROM latest
WHERE run.rowid = latest.run;

PRAGMA user_version = 3;
