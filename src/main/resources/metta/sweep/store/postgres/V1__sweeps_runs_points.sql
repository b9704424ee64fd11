-- Documents are JSON in plain text, which keeps the order of keys; the columns beside them are for finding rows and for people.
CREATE TABLE sweep (
    place      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sweep_id   TEXT   NOT NULL UNIQUE,
    config     TEXT   NOT NULL,
    recipe     TEXT   NOT NULL,
    seed       BIGINT NOT NULL,
    created_at TEXT   NOT NULL,
    state      TEXT   NOT NULL,
    reason     TEXT   NOT NULL,
    revision   BIGINT NOT NULL DEFAULT 0,
    commands   BIGINT NOT NULL DEFAULT 0,
    epoch      BIGINT NOT NULL DEFAULT 0,
    beat       BIGINT NOT NULL DEFAULT 0,
    owner      TEXT
) WITH (fillfactor = 50); -- beats and revisions change in place

CREATE TABLE run (
    sweep_id TEXT   NOT NULL REFERENCES sweep (sweep_id),
    run_id   TEXT   NOT NULL,
    number   BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    status   TEXT   NOT NULL,
    score    DOUBLE PRECISION, -- of a feasible observation alone
    cost     DOUBLE PRECISION,
    document TEXT   NOT NULL,
    PRIMARY KEY (sweep_id, run_id)
);

CREATE INDEX run_by_revision ON run (sweep_id, revision);

CREATE INDEX run_by_status ON run (sweep_id, status, cost);

CREATE INDEX run_by_score ON run (sweep_id, score, number) WHERE score IS NOT NULL;

CREATE TABLE job (
    job      BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sweep_id TEXT   NOT NULL,
    run_id   TEXT   NOT NULL,
    type     TEXT   NOT NULL,
    leg      BIGINT NOT NULL,
    attempt  BIGINT NOT NULL,
    points   BIGINT NOT NULL DEFAULT 0,
    UNIQUE (sweep_id, run_id, type, leg, attempt),
    FOREIGN KEY (sweep_id, run_id) REFERENCES run (sweep_id, run_id)
);

-- What double precision may not give back as it was stands in `exact` too.
CREATE TABLE point (
    job      BIGINT NOT NULL REFERENCES job (job),
    sequence BIGINT NOT NULL,
    name     TEXT   NOT NULL,
    step     BIGINT NOT NULL,
    value    DOUBLE PRECISION,
    exact    TEXT,
    PRIMARY KEY (job, sequence)
);

CREATE TABLE inbox (
    sweep_id TEXT   NOT NULL REFERENCES sweep (sweep_id),
    number   BIGINT NOT NULL,
    command  TEXT   NOT NULL,
    at       TEXT   NOT NULL,
    PRIMARY KEY (sweep_id, number)
);

CREATE TABLE decision (
    number   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    sweep_id TEXT   NOT NULL REFERENCES sweep (sweep_id),
    subject  TEXT   NOT NULL,
    decision TEXT   NOT NULL,
    reason   TEXT   NOT NULL,
    at       TEXT   NOT NULL
);

CREATE INDEX decision_by_sweep ON decision (sweep_id, number);
