-- Packages as they came: whose, which part of its chain, where that machine stood, what was answered.
-- A held one waits for those before it; its file lies in the data folder, still sealed.

CREATE TABLE usb_package (
    serial bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id uuid NOT NULL UNIQUE,
    device int NOT NULL REFERENCES device,
    epoch text NOT NULL,
    number bigint NOT NULL,
    dseq_from bigint NOT NULL,
    dseq_to bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('coming', 'taken', 'held', 'refused')),
    why text,
    standing jsonb NOT NULL,
    answers jsonb NOT NULL DEFAULT '[]',
    came_at timestamptz NOT NULL
);
CREATE INDEX ix_usb_package_device ON usb_package (device, serial);

GRANT SELECT, INSERT, UPDATE ON usb_package TO {app};
