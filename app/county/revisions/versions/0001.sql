-- What the county keeps. {app} and {auditor} are the roles of this database; the owner runs this.

CREATE TABLE server_state (
    id int PRIMARY KEY CHECK (id = 1),
    server_id uuid NOT NULL,
    epoch uuid NOT NULL,
    county_code text,
    county_name text,
    floor_cursor bigint NOT NULL DEFAULT 0,
    backed_up_through bigint NOT NULL DEFAULT 0
);
INSERT INTO server_state (id, server_id, epoch) VALUES (1, gen_random_uuid(), gen_random_uuid());

-- The only order there is: whoever has raised it holds it until commit, so numbers come in commit order.
CREATE TABLE feed_counter (id int PRIMARY KEY CHECK (id = 1), last bigint NOT NULL) WITH (fillfactor = 50);
INSERT INTO feed_counter VALUES (1, 0);

-- Places by code; machines may know one place under several ids of their own.
CREATE TABLE division (
    number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    code text NOT NULL UNIQUE,
    name text NOT NULL,
    level text NOT NULL
);
CREATE INDEX ix_division_code ON division (code text_pattern_ops);
CREATE TABLE division_id (id uuid PRIMARY KEY, division int NOT NULL REFERENCES division);

CREATE TABLE device (
    number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    name text NOT NULL,
    office text NOT NULL,
    public_key bytea NOT NULL,
    machine_hash text NOT NULL,
    requests bigint NOT NULL DEFAULT 0,
    scope_version int NOT NULL DEFAULT 1,
    enrolled_at timestamptz NOT NULL,
    revoked_at timestamptz,
    last_seen timestamptz,
    alarm text,
    hello jsonb NOT NULL DEFAULT '{{}}'
);
CREATE TABLE device_scope (device int NOT NULL REFERENCES device, code text NOT NULL, PRIMARY KEY (device, code));
CREATE TABLE device_epoch (
    number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    device int NOT NULL REFERENCES device,
    epoch text NOT NULL,
    parent_epoch text,
    parent_dseq bigint,
    parent_hash bytea,
    last_dseq bigint NOT NULL DEFAULT 0,
    head_hash bytea NOT NULL,
    UNIQUE (device, epoch)
);
CREATE TABLE enrolment (
    code_hash bytea PRIMARY KEY,
    codes text[] NOT NULL,
    note text NOT NULL DEFAULT '',
    expires_at timestamptz NOT NULL,
    used_by int REFERENCES device
);

-- The newest state of each record row; a deleted one stays as a tombstone.
CREATE TABLE entity (
    id uuid PRIMARY KEY,
    record text NOT NULL,
    root uuid,
    area int NOT NULL,
    doc jsonb NOT NULL,
    born uuid NOT NULL,
    since jsonb,
    hash bytea NOT NULL,
    feed_seq bigint NOT NULL,
    deleted boolean NOT NULL DEFAULT false
) WITH (fillfactor = 90);
CREATE INDEX ix_entity_area ON entity (area, feed_seq);
CREATE INDEX ix_entity_feed ON entity (feed_seq);
CREATE INDEX ix_entity_root ON entity (root);
CREATE INDEX ix_entity_file ON entity ((doc ->> 'hash')) WHERE record IN ('attachment', 'notice_photo');

-- The fingerprints of what stands, by place and bucket: kept up with each row, so that nobody has to read all rows
-- to compare two ends. See app.sync.wire.fingerprints.
CREATE TABLE area_sum (area int, bucket int, sum bit(256) NOT NULL, PRIMARY KEY (area, bucket)) WITH (fillfactor = 50);
CREATE FUNCTION mark_of(id uuid, feed_seq bigint, gone boolean, content bytea) RETURNS bit(256)
    LANGUAGE sql IMMUTABLE AS $$
    SELECT ('x' || encode(sha256(uuid_send(id) || int8send(feed_seq)
        || CASE WHEN gone THEN '\x01'::bytea ELSE '\x00'::bytea END || content), 'hex'))::bit(256)
$$;
CREATE FUNCTION sum_made() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO area_sum AS s (area, bucket, sum)
    SELECT area, get_byte(uuid_send(id), 15), bit_xor(mark_of(id, feed_seq, deleted, hash)) FROM fresh GROUP BY 1, 2
    ON CONFLICT (area, bucket) DO UPDATE SET sum = s.sum # excluded.sum;
    RETURN NULL;
END $$;
CREATE FUNCTION sum_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO area_sum AS s (area, bucket, sum)
    SELECT area, get_byte(uuid_send(id), 15), bit_xor(mark_of(id, feed_seq, deleted, hash))
    FROM (SELECT * FROM fresh UNION ALL SELECT * FROM stale) AS both_words GROUP BY 1, 2
    ON CONFLICT (area, bucket) DO UPDATE SET sum = s.sum # excluded.sum;
    RETURN NULL;
END $$;
CREATE TRIGGER sum_made AFTER INSERT ON entity REFERENCING NEW TABLE AS fresh
    FOR EACH STATEMENT EXECUTE FUNCTION sum_made();
CREATE TRIGGER sum_changed AFTER UPDATE ON entity REFERENCING NEW TABLE AS fresh OLD TABLE AS stale
    FOR EACH STATEMENT EXECUTE FUNCTION sum_changed();

-- Who must forget what: a row that left an area is hidden there, so its leaving is a row of its own.
CREATE TABLE scope_event (
    feed_seq bigint NOT NULL,
    entity uuid NOT NULL,
    record text NOT NULL,
    root uuid,
    area int NOT NULL,
    to_area int,
    PRIMARY KEY (area, feed_seq, entity)
);

-- Every operation ever taken, once. Not partitioned: its keys must be unique over all months.
CREATE TABLE op_seen (
    op_id uuid PRIMARY KEY,
    epoch int NOT NULL,
    dseq bigint NOT NULL,
    feed_seq bigint NOT NULL,
    status text,
    conflict uuid,
    reason text,
    hash bytea NOT NULL,
    UNIQUE (epoch, dseq)
);

-- What was done, for good: enough to make every hash again.
CREATE TABLE op_log (
    taken_on date NOT NULL,
    feed_seq bigint NOT NULL,
    op_id uuid NOT NULL,
    epoch int NOT NULL,
    dseq bigint NOT NULL,
    batch text,
    txn text NOT NULL,
    record text NOT NULL,
    record_id text NOT NULL,
    action text NOT NULL,
    base text NOT NULL,
    set text NOT NULL,
    old text NOT NULL,
    actor text NOT NULL,
    at text NOT NULL,
    schema int NOT NULL,
    reason text,
    root uuid,
    area int NOT NULL,
    PRIMARY KEY (taken_on, feed_seq)
) PARTITION BY RANGE (taken_on);
CREATE TABLE op_log_rest PARTITION OF op_log DEFAULT;
CREATE INDEX ix_op_log_record ON op_log (record_id, feed_seq);

-- What was done at this server, and what machines did that changes no field, is audited too.
CREATE TABLE audit (
    taken_on date NOT NULL,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    at timestamptz NOT NULL,
    who text NOT NULL,
    act text NOT NULL,
    area int,
    details jsonb NOT NULL,
    prev_hash bytea NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (taken_on, seq)
) PARTITION BY RANGE (taken_on);
CREATE TABLE audit_rest PARTITION OF audit DEFAULT;
CREATE TABLE audit_head (id int PRIMARY KEY CHECK (id = 1), hash bytea NOT NULL);
INSERT INTO audit_head VALUES (1, decode(repeat('00', 32), 'hex'));

-- Attachments by the hash of their content; the files lie in the data folder.
CREATE TABLE blob (
    area int NOT NULL,
    hash bytea NOT NULL,
    size bigint NOT NULL,
    received bigint NOT NULL DEFAULT 0,
    present boolean NOT NULL DEFAULT false,
    PRIMARY KEY (area, hash)
);

CREATE TABLE users (
    name text PRIMARY KEY,
    role text NOT NULL CHECK (role IN ('reader', 'approver', 'admin', 'auditor')),
    password_hash text NOT NULL,
    code text NOT NULL DEFAULT '',
    failures int NOT NULL DEFAULT 0,
    locked_until timestamptz,
    closed_at timestamptz
);

-- The second wall. The settings are read without a default: a transaction without a scope fails.
-- Reads reach the own area and what stands above it; writes the own area alone.
ALTER TABLE entity ENABLE ROW LEVEL SECURITY;
ALTER TABLE entity FORCE ROW LEVEL SECURITY;
ALTER TABLE scope_event ENABLE ROW LEVEL SECURITY;
ALTER TABLE scope_event FORCE ROW LEVEL SECURITY;
ALTER TABLE op_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE op_log FORCE ROW LEVEL SECURITY;
ALTER TABLE blob ENABLE ROW LEVEL SECURITY;
ALTER TABLE blob FORCE ROW LEVEL SECURITY;

CREATE POLICY see ON entity FOR SELECT
    USING (area = ANY ((SELECT current_setting('app.reads')::int[])::int[]));
CREATE POLICY make ON entity FOR INSERT
    WITH CHECK (area = ANY ((SELECT current_setting('app.writes')::int[])::int[]));
CREATE POLICY change ON entity FOR UPDATE
    USING (area = ANY ((SELECT current_setting('app.writes')::int[])::int[]))
    WITH CHECK (area = ANY ((SELECT current_setting('app.writes')::int[])::int[]));
CREATE POLICY see ON scope_event FOR SELECT
    USING (area = ANY ((SELECT current_setting('app.reads')::int[])::int[]));
CREATE POLICY make ON scope_event FOR INSERT
    WITH CHECK (area = ANY ((SELECT current_setting('app.writes')::int[])::int[]));
CREATE POLICY see ON op_log FOR SELECT
    USING (area = ANY ((SELECT current_setting('app.reads')::int[])::int[]));
CREATE POLICY make ON op_log FOR INSERT
    WITH CHECK (area = ANY ((SELECT current_setting('app.writes')::int[])::int[]));
CREATE POLICY own ON blob
    USING (area = ANY ((SELECT current_setting('app.reads')::int[])::int[]))
    WITH CHECK (area = ANY ((SELECT current_setting('app.writes')::int[])::int[]));

GRANT USAGE ON SCHEMA public TO {app}, {auditor};
GRANT SELECT, INSERT, UPDATE ON entity, area_sum, blob, device, device_epoch, division, division_id, enrolment, users TO {app};
GRANT SELECT, INSERT ON scope_event, op_seen, op_log TO {app};
GRANT SELECT, INSERT, DELETE ON device_scope TO {app};
GRANT SELECT, UPDATE ON server_state, feed_counter, audit_head TO {app};
GRANT INSERT ON audit TO {app};
GRANT SELECT ON audit, audit_head, device, division, server_state, users TO {auditor};
