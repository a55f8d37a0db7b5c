-- A township's hub brings its whole log to its county: laid aside part by part, taken in one transaction.

-- A server that joined its county takes no new numbers: whoever waits for the counter finds it closed.
ALTER TABLE feed_counter ADD COLUMN closed boolean NOT NULL DEFAULT false;
-- Of a hub: the county it joins, and where its machines go on.
ALTER TABLE server_state ADD COLUMN joined jsonb;
ALTER TABLE enrolment ADD COLUMN hub boolean NOT NULL DEFAULT false;

-- A code that was merged into another keeps the day on which it ended.
ALTER TABLE division ADD COLUMN ended_on date;

-- Hubs that join here. `life` is the epoch of the hub's server whose log is coming, `taken` what was answered.
CREATE TABLE hub (device int PRIMARY KEY REFERENCES device, life text, taken jsonb);
CREATE TABLE hub_op (
    hub int NOT NULL REFERENCES hub,
    feed_seq bigint NOT NULL,
    op_id uuid NOT NULL,
    device uuid NOT NULL,
    life text NOT NULL,
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
    status text,
    conflict uuid,
    why text,
    hash bytea NOT NULL,
    PRIMARY KEY (hub, feed_seq)
);
CREATE TABLE hub_row (
    hub int NOT NULL REFERENCES hub,
    feed_seq bigint NOT NULL,
    id uuid NOT NULL,
    record text NOT NULL,
    root uuid,
    area int NOT NULL,
    doc jsonb NOT NULL,
    born uuid NOT NULL,
    since jsonb,
    hash bytea NOT NULL,
    deleted boolean NOT NULL,
    PRIMARY KEY (hub, id)
);
CREATE TABLE hub_left (
    hub int NOT NULL REFERENCES hub,
    feed_seq bigint NOT NULL,
    entity uuid NOT NULL,
    record text NOT NULL,
    root uuid,
    area int NOT NULL,
    to_area int,
    PRIMARY KEY (hub, area, feed_seq, entity)
);
CREATE TABLE hub_audit (
    hub int NOT NULL REFERENCES hub,
    seq bigint NOT NULL,
    at text NOT NULL,
    who text NOT NULL,
    act text NOT NULL,
    area int,
    details jsonb NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (hub, seq)
);

-- What is laid aside is as guarded as what it becomes.
ALTER TABLE hub_op ENABLE ROW LEVEL SECURITY;
ALTER TABLE hub_op FORCE ROW LEVEL SECURITY;
ALTER TABLE hub_row ENABLE ROW LEVEL SECURITY;
ALTER TABLE hub_row FORCE ROW LEVEL SECURITY;
ALTER TABLE hub_left ENABLE ROW LEVEL SECURITY;
ALTER TABLE hub_left FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON hub_op USING (area = ANY ((SELECT current_setting('app.writes')::int[])::int[]));
CREATE POLICY own ON hub_row USING (area = ANY ((SELECT current_setting('app.writes')::int[])::int[]));
CREATE POLICY own ON hub_left USING (area = ANY ((SELECT current_setting('app.writes')::int[])::int[]));

GRANT SELECT, INSERT, UPDATE, DELETE ON hub, hub_op, hub_row, hub_left, hub_audit TO {app};
