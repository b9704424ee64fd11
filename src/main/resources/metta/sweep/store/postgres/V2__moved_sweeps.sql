-- Where a sweep goes on that was moved away. A program that does not know it would run such a sweep here.
ALTER TABLE sweep ADD COLUMN moved_to TEXT;

-- The oldest schema whose programs may use this one as it is. Asked only by programs that are older than the schema.
CREATE TABLE oldest_reader (schema INTEGER NOT NULL);

INSERT INTO oldest_reader VALUES (2);
