-- Divisions that were a machine's business once: what it did there before it heard of the change is late.
ALTER TABLE device ADD COLUMN former text[] NOT NULL DEFAULT '{{}}';

-- A village that was put under another township keeps its code; `under` is its place now.
ALTER TABLE division ADD COLUMN under text;
