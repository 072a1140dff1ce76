-- Derived: numbers about residents, as weight or blood pressure.

CREATE TABLE observation (
    resident    BLOB NOT NULL,
    code        TEXT NOT NULL,
    at          INTEGER NOT NULL,   -- nanoseconds since 1970
    case_id     BLOB NOT NULL,      -- whose answers brought it
    thousandths INTEGER NOT NULL,
    unit        TEXT NOT NULL,
    assessment  TEXT NOT NULL,
    entered_by  BLOB,               -- the professional, when it was one
    PRIMARY KEY (resident, code, at, case_id)
) STRICT, WITHOUT ROWID;
