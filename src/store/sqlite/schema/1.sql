-- The log: facts, never edited. Everything below "derived" can be made anew from it.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    seq      INTEGER PRIMARY KEY,   -- dense from 1
    kind     INTEGER NOT NULL,      -- whose history: 0 organisation, 1 resident, 2 case
    stream   BLOB NOT NULL,
    version  INTEGER NOT NULL,      -- dense from 1 in its stream
    command  BLOB NOT NULL,
    at       INTEGER NOT NULL,      -- nanoseconds since 1970
    user     BLOB,
    by       TEXT,
    name     TEXT NOT NULL,
    form     INTEGER NOT NULL,      -- shape of the body: 1 JSON
    cases    INTEGER NOT NULL,      -- how many cases have been opened, with this event: the number of the one that it opens
    resident BLOB,                  -- whose key seals the body; NULL: not sealed
    body     BLOB NOT NULL,
    UNIQUE (stream, version)
) STRICT;

CREATE TABLE command (
    id  BLOB PRIMARY KEY,
    seq INTEGER NOT NULL            -- its last event; the head of its day where it had none
) STRICT, WITHOUT ROWID;

CREATE TABLE use_log (
    no    INTEGER PRIMARY KEY,      -- dense from 1
    body  TEXT NOT NULL,
    shown BLOB NOT NULL,            -- the cases whose rows were shown, 16 bytes each
    hash  BLOB NOT NULL             -- BLAKE3 over the hash before it, the number, body and shown
) STRICT;

CREATE TRIGGER event_is_not_edited BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the log is never edited'); END;
CREATE TRIGGER event_is_not_removed BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the log is never edited'); END;
CREATE TRIGGER use_log_is_not_edited BEFORE UPDATE ON use_log
BEGIN SELECT RAISE(ABORT, 'the use log is never edited'); END;
CREATE TRIGGER use_log_is_not_removed BEFORE DELETE ON use_log
BEGIN SELECT RAISE(ABORT, 'the use log is never edited'); END;

-- Neither log nor derived.

CREATE TABLE session (
    hash BLOB PRIMARY KEY,          -- BLAKE3 of the token
    user BLOB NOT NULL,
    ends INTEGER NOT NULL,
    body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_user ON session (user);
CREATE INDEX session_ends ON session (ends);

CREATE TABLE draft (
    user    BLOB NOT NULL,
    case_id BLOB NOT NULL,
    text    TEXT NOT NULL,
    at      INTEGER NOT NULL,
    PRIMARY KEY (user, case_id)
) STRICT, WITHOUT ROWID;

-- Values that many rows repeat. Only ever grows, so that a number keeps its meaning.
CREATE TABLE interned (
    id    INTEGER PRIMARY KEY,      -- dense from 1
    kind  INTEGER NOT NULL,         -- 0 unit, 1 queue, 2 title, 3 user, 4 user's name
    value TEXT NOT NULL,
    UNIQUE (kind, value)
) STRICT;

-- Derived.

CREATE TABLE organisation (
    kind  INTEGER NOT NULL,         -- 0 unit, 1 queue, 2 user, 3 class limits
    id    TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- All but the key is derived. Erasing the key erases the person from the log and from every copy of it.
CREATE TABLE resident (
    id            BLOB PRIMARY KEY,
    key           BLOB,             -- seals the events of the resident and of their cases
    identity_code TEXT UNIQUE,      -- NULL until the resident is registered, as all that follow
    name          TEXT,
    language      INTEGER,
    municipality  TEXT,
    phone         TEXT,
    protected     INTEGER,
    cases         BLOB NOT NULL DEFAULT x'' -- numbers of their cases, 8 bytes each, oldest first
) STRICT, WITHOUT ROWID;

CREATE TABLE work_item (
    no         INTEGER PRIMARY KEY, -- the case's number; its first event has it
    case_id    BLOB NOT NULL,
    version    INTEGER NOT NULL,
    resident   BLOB NOT NULL,
    name       TEXT NOT NULL,
    birth      INTEGER NOT NULL,    -- year * 10000 + month * 100 + day
    marks      INTEGER NOT NULL,    -- urgency, class of the engine, service, on behalf, language, red flags: see row.rs
    arrived    INTEGER NOT NULL,
    due        INTEGER,
    title      INTEGER NOT NULL,
    unit       INTEGER NOT NULL,
    queue      INTEGER NOT NULL,
    state      INTEGER NOT NULL,    -- 0 free, 1 taken, 2 unfinished, 3 end proposed, 4 closed
    owner      INTEGER,
    owner_name INTEGER,
    unread     INTEGER NOT NULL,
    ended      INTEGER,
    place      BLOB NOT NULL        -- the order of the work list, as bytes: see place.rs
) STRICT;

-- A page of a queue is read from this alone.
CREATE INDEX work_item_page ON work_item (
    queue, state, place, no, case_id, version, resident, name, birth, marks, arrived, due, title, unit, owner, owner_name,
    unread, ended
);
CREATE INDEX work_item_owner ON work_item (owner, queue, state, place) WHERE owner IS NOT NULL;
CREATE INDEX work_item_due ON work_item (queue, due) WHERE state = 0 AND due IS NOT NULL;

CREATE TABLE counter (
    queue  INTEGER NOT NULL,
    state  INTEGER NOT NULL,
    urgent INTEGER NOT NULL,        -- 1 for P0-P2
    n      INTEGER NOT NULL,
    PRIMARY KEY (queue, state, urgent)
) STRICT, WITHOUT ROWID;

CREATE TABLE owner_counter (
    owner  INTEGER NOT NULL,
    queue  INTEGER NOT NULL,
    state  INTEGER NOT NULL,
    unread INTEGER NOT NULL,        -- 1 where the resident did something unseen
    n      INTEGER NOT NULL,
    PRIMARY KEY (owner, queue, state, unread)
) STRICT, WITHOUT ROWID;

-- A document's number is the case's. New ones wait in the first table until they are many (see fulltext.rs). The words come
-- already cut and folded (see words.rs), so that the tokenizer has nothing left to decide and a query means the same as the
-- text did.
CREATE TABLE search_new (
    no    INTEGER PRIMARY KEY,
    words TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = 'ascii'
);
