-- Browsers that are signed in, by the hash of the word in their cookie: a restart signs nobody out.
CREATE TABLE visit (
    word bytea PRIMARY KEY,
    name text NOT NULL,
    role text NOT NULL,
    code text NOT NULL,
    address text NOT NULL,
    csrf text NOT NULL,
    came timestamptz NOT NULL,
    seen timestamptz NOT NULL,
    told jsonb NOT NULL DEFAULT '[]',
    opened timestamptz[] NOT NULL DEFAULT '{{}}'
);
-- Wrong sign-ins by address: nor does it let somebody guess anew.
CREATE TABLE guess (address text NOT NULL, at timestamptz NOT NULL);
CREATE INDEX ix_guess_address ON guess (address, at);
GRANT SELECT, INSERT, UPDATE, DELETE ON visit, guess TO {app};

-- What a place's sums tell of its rows is nobody else's business either.
ALTER TABLE area_sum ENABLE ROW LEVEL SECURITY;
ALTER TABLE area_sum FORCE ROW LEVEL SECURITY;
CREATE POLICY see ON area_sum FOR SELECT
    USING (area = ANY ((SELECT current_setting('app.reads')::int[])::int[]));
CREATE POLICY make ON area_sum FOR INSERT
    WITH CHECK (area = ANY ((SELECT current_setting('app.writes')::int[])::int[]));
CREATE POLICY change ON area_sum FOR UPDATE
    USING (area = ANY ((SELECT current_setting('app.writes')::int[])::int[]))
    WITH CHECK (area = ANY ((SELECT current_setting('app.writes')::int[])::int[]));

-- The pages look for rows of one kind in the visitor's places. Under row-level security no index answers what a
-- document says, so the index leads to the kind and the place; the many lines of a year are left out of it.
CREATE INDEX ix_entity_kind ON entity (record, area)
    WHERE record IN ('household', 'person', 'case', 'case_step', 'conflict', 'notice');
