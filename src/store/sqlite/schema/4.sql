-- A note that is being written is kept as an unsent reply is.

CREATE TABLE draft_of_kind (
    user    BLOB NOT NULL,
    case_id BLOB NOT NULL,
    kind    INTEGER NOT NULL,       -- 0 reply, 1 note
    text    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (user, case_id, kind)
) STRICT, WITHOUT ROWID;
INSERT INTO draft_of_kind SELECT user, case_id, 0, text, at FROM draft;
DROP TABLE draft;
ALTER TABLE draft_of_kind RENAME TO draft;
