-- The content that judged cases: as they are facts, so is what judged them.

CREATE TABLE content (
    hash    TEXT PRIMARY KEY,       -- of its meaning, as the cases have it
    pack    TEXT NOT NULL,
    version TEXT NOT NULL,
    files   TEXT NOT NULL           -- JSON: path to text
) STRICT, WITHOUT ROWID;

CREATE TRIGGER content_is_not_edited BEFORE UPDATE ON content
BEGIN SELECT RAISE(ABORT, 'kept content is never edited'); END;
CREATE TRIGGER content_is_not_removed BEFORE DELETE ON content
BEGIN SELECT RAISE(ABORT, 'kept content is never edited'); END;
