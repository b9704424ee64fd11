-- Documents are JSON; the columns beside them are for finding rows and for people.
CREATE TABLE sweep (
    place      INTEGER PRIMARY KEY,
    sweep_id   TEXT    NOT NULL UNIQUE,
    config     TEXT    NOT NULL,
    recipe     TEXT    NOT NULL,
    seed       INTEGER NOT NULL,
    created_at TEXT    NOT NULL,
    state      TEXT    NOT NULL,
    reason     TEXT    NOT NULL,
    revision   INTEGER NOT NULL DEFAULT 0,
    commands   INTEGER NOT NULL DEFAULT 0,
    epoch      INTEGER NOT NULL DEFAULT 0,
    beat       INTEGER NOT NULL DEFAULT 0,
    owner      TEXT
) STRICT;

CREATE TABLE run (
    sweep_id TEXT    NOT NULL REFERENCES sweep (sweep_id),
    run_id   TEXT    NOT NULL,
    number   INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    status   TEXT    NOT NULL,
    score    REAL,
    document TEXT    NOT NULL,
    UNIQUE (sweep_id, run_id)
) STRICT;

CREATE INDEX run_by_revision ON run (sweep_id, revision);

CREATE TABLE job (
    job      INTEGER PRIMARY KEY,
    sweep_id TEXT    NOT NULL,
    run_id   TEXT    NOT NULL,
    type     TEXT    NOT NULL,
    leg      INTEGER NOT NULL,
    attempt  INTEGER NOT NULL,
    points   INTEGER NOT NULL DEFAULT 0,
    UNIQUE (sweep_id, run_id, type, leg, attempt),
    FOREIGN KEY (sweep_id, run_id) REFERENCES run (sweep_id, run_id)
) STRICT;

-- SQLite keeps neither NaN nor the sign of zero: such a value stands in `exact`, and `value` is NULL or 0.
CREATE TABLE point (
    job      INTEGER NOT NULL REFERENCES job (job),
    sequence INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    step     INTEGER NOT NULL,
    value    REAL,
    exact    TEXT,
    PRIMARY KEY (job, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE inbox (
    sweep_id TEXT    NOT NULL REFERENCES sweep (sweep_id),
    number   INTEGER NOT NULL,
    command  TEXT    NOT NULL,
    at       TEXT    NOT NULL,
    PRIMARY KEY (sweep_id, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE decision (
    number   INTEGER PRIMARY KEY,
    sweep_id TEXT    NOT NULL REFERENCES sweep (sweep_id),
    subject  TEXT    NOT NULL,
    decision TEXT    NOT NULL,
    reason   TEXT    NOT NULL,
    at       TEXT    NOT NULL
) STRICT;

CREATE INDEX decision_by_sweep ON decision (sweep_id, number);

PRAGMA user_version = 1;
