"""What the sixth step of the schema adds for the audit log. It never changes; see `migrations`."""

from __future__ import annotations

AUDIT = (
    """
    CREATE TABLE audit_entries (
        number INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        actor TEXT NOT NULL,
        kind TEXT NOT NULL,
        prompt TEXT NOT NULL,
        environment TEXT NOT NULL,
        previous TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE,
        document TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX audit_by_time ON audit_entries(at, number)",
    "CREATE INDEX audit_by_prompt ON audit_entries(prompt, at, number)",
    "CREATE INDEX audit_by_actor ON audit_entries(actor, at, number)",
    """
    CREATE TABLE audit_head (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        number INTEGER NOT NULL,
        hash TEXT NOT NULL
    ) STRICT
    """,
    "INSERT INTO audit_head VALUES (1, 0, '')",
    """
    CREATE VIRTUAL TABLE search_audit USING fts5(
        text, content='', prefix='2 3', tokenize='unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE TRIGGER audit_entries_follow_the_head BEFORE INSERT ON audit_entries
    WHEN NOT EXISTS (
        SELECT 1 FROM audit_head WHERE number = new.number - 1 AND hash = new.previous
    )
    BEGIN SELECT RAISE(ABORT, 'an audit entry follows the newest one'); END
    """,
    """
    CREATE TRIGGER audit_entries_are_the_head AFTER INSERT ON audit_entries BEGIN
        UPDATE audit_head SET number = new.number, hash = new.hash;
    END
    """,
    """
    CREATE TRIGGER audit_entries_refuse_update BEFORE UPDATE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'audit_entries never change'); END
    """,
    """
    CREATE TRIGGER audit_entries_refuse_delete BEFORE DELETE ON audit_entries
    BEGIN SELECT RAISE(ABORT, 'audit_entries never change'); END
    """,
    """
    CREATE TRIGGER audit_head_refuse_update BEFORE UPDATE ON audit_head
    WHEN NOT EXISTS (
        SELECT 1 FROM audit_entries
         WHERE number = new.number AND hash = new.hash AND number = old.number + 1
    )
    BEGIN SELECT RAISE(ABORT, 'audit_head is the newest entry'); END
    """,
    """
    CREATE TRIGGER audit_head_refuse_delete BEFORE DELETE ON audit_head
    BEGIN SELECT RAISE(ABORT, 'audit_head is the newest entry'); END
    """,
)
"""What an entry says is its `document`; the other columns repeat of it what is searched by."""
