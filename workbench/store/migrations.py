"""The schema, as the list of steps that built it. Shipped steps never change; add a new one.

Each step ends by setting the user_version to its own number. `document` columns hold JSON
as text, or as bytes where it holds half a surrogate pair (see `documents`), hence ANY.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

from workbench.store import audit_writing, includes, search_spelling
from workbench.store.audit_tables import AUDIT
from workbench.store.restored_tables import RESTORED
from workbench.store.review_tables import REVIEWS
from workbench.store.schema import APPLICATION_ID

schema = Migrations("workbench")

PROMPTS = (
    """
    CREATE TABLE prompts (
        id TEXT PRIMARY KEY,
        path TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        description TEXT NOT NULL,
        owner TEXT NOT NULL,
        archived INTEGER NOT NULL,
        created_at TEXT
    ) STRICT
    """,
    """
    CREATE TABLE labels (
        prompt_id TEXT NOT NULL REFERENCES prompts(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        facet TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (prompt_id, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE drafts (
        prompt_id TEXT PRIMARY KEY REFERENCES prompts(id) ON DELETE CASCADE,
        based_on INTEGER,
        edited_at TEXT,
        draft_digest TEXT,
        document ANY NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE snapshots (
        digest TEXT PRIMARY KEY,
        draft_digest TEXT NOT NULL,
        document ANY NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE versions (
        row INTEGER PRIMARY KEY,
        prompt_id TEXT NOT NULL REFERENCES prompts(id),
        number INTEGER NOT NULL CHECK (number > 0),
        digest TEXT NOT NULL REFERENCES snapshots(digest),
        parent TEXT REFERENCES snapshots(digest),
        note TEXT NOT NULL,
        author TEXT NOT NULL,
        created_at TEXT NOT NULL,
        UNIQUE (prompt_id, number)
    ) STRICT
    """,
    "CREATE INDEX versions_by_digest ON versions(digest)",
)

RUNS = (
    """
    CREATE TABLE runs (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        batch_id TEXT NOT NULL,
        prompt_id TEXT NOT NULL REFERENCES prompts(id),
        digest TEXT NOT NULL REFERENCES snapshots(digest),
        version INTEGER,
        model TEXT NOT NULL,
        sample INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        over INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        cost_usd TEXT,
        request ANY NOT NULL,
        answer ANY NOT NULL
    ) STRICT
    """,
    "CREATE INDEX runs_by_time ON runs(prompt_id, created_at)",
    "CREATE INDEX runs_by_digest ON runs(prompt_id, digest, created_at, outcome, cost_usd)",
    "CREATE INDEX runs_by_batch ON runs(batch_id)",
    "CREATE INDEX runs_unfinished ON runs(over) WHERE over = 0",
)

DATASETS = (
    """
    CREATE TABLE datasets (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        prompt_id TEXT REFERENCES prompts(id)
    ) STRICT
    """,
    "CREATE INDEX datasets_by_prompt ON datasets(prompt_id)",
    """
    CREATE TABLE cases (
        dataset_id TEXT NOT NULL REFERENCES datasets(id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        document ANY NOT NULL,
        PRIMARY KEY (dataset_id, position)
    ) STRICT
    """,
)

APPROVALS = (
    """
    CREATE TABLE approvals (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        prompt_id TEXT NOT NULL,
        version INTEGER NOT NULL,
        digest TEXT NOT NULL REFERENCES snapshots(digest),
        environment TEXT NOT NULL,
        approver TEXT NOT NULL,
        note TEXT NOT NULL,
        created_at TEXT NOT NULL,
        runs TEXT NOT NULL,
        FOREIGN KEY (prompt_id, version) REFERENCES versions(prompt_id, number)
    ) STRICT
    """,
    "CREATE INDEX approvals_by_prompt ON approvals(prompt_id, digest)",
)

ASIDE = (
    "ALTER TABLE runs ADD COLUMN live INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE runs ADD COLUMN continues TEXT NOT NULL DEFAULT ''",
    "DROP INDEX runs_by_digest",
    "CREATE INDEX runs_by_digest ON runs(prompt_id, digest, created_at, outcome, cost_usd, live)",
    "CREATE INDEX runs_on_board ON runs(prompt_id, created_at) WHERE live = 0 AND continues = ''",
    "CREATE INDEX runs_continuing ON runs(prompt_id, created_at) WHERE continues != ''",
    "CREATE INDEX runs_live ON runs(created_at, outcome, cost_usd) WHERE live = 1",
)
"""Turns of conversations, and what was run while it was typed: found quickly, and left out."""

FILTERED = (
    "CREATE INDEX runs_by_model ON runs(model, outcome)",
    "CREATE INDEX versions_by_author ON versions(author)",
    "CREATE INDEX versions_by_time ON versions(created_at)",
)
"""Filters of the search that leave few rows find them here."""

LIBRARY = (
    "ALTER TABLE prompts ADD COLUMN version INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE prompts ADD COLUMN named INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TRIGGER prompts_follow_drafts AFTER INSERT ON drafts BEGIN
        UPDATE prompts SET named = EXISTS (
            SELECT 1 FROM versions v JOIN snapshots s ON s.digest = v.digest
             WHERE v.prompt_id = new.prompt_id AND v.number = prompts.version
               AND s.draft_digest = new.draft_digest
        ) WHERE id = new.prompt_id;
    END
    """,
    """
    CREATE TRIGGER prompts_follow_versions AFTER INSERT ON versions BEGIN
        UPDATE prompts SET version = new.number, named = EXISTS (
            SELECT 1 FROM drafts d JOIN snapshots s ON s.draft_digest = d.draft_digest
             WHERE d.prompt_id = new.prompt_id AND s.digest = new.digest
        ) WHERE id = new.prompt_id;
    END
    """,
    """
    UPDATE prompts SET
        version = coalesce((SELECT max(number) FROM versions WHERE prompt_id = prompts.id), 0)
    """,
    """
    UPDATE prompts SET named = EXISTS (
        SELECT 1 FROM versions v JOIN snapshots s ON s.digest = v.digest
          JOIN drafts d ON d.prompt_id = v.prompt_id AND d.draft_digest = s.draft_digest
         WHERE v.prompt_id = prompts.id AND v.number = prompts.version
    )
    """,
    """
    CREATE TABLE includes (
        path TEXT NOT NULL,
        prompt_id TEXT NOT NULL REFERENCES prompts(id) ON DELETE CASCADE,
        version INTEGER NOT NULL,
        direct INTEGER NOT NULL,
        PRIMARY KEY (path, prompt_id, version)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX includes_by_prompt ON includes(prompt_id, version)",
)

EVALUATIONS = (
    "ALTER TABLE runs ADD COLUMN evaluation TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE runs ADD COLUMN request_key TEXT NOT NULL DEFAULT ''",
    "DROP INDEX runs_on_board",
    "CREATE INDEX runs_on_board ON runs(prompt_id, created_at)"
    " WHERE live = 0 AND continues = '' AND evaluation = ''",
    "CREATE INDEX runs_by_request ON runs(request_key, outcome, created_at)"
    " WHERE request_key != ''",
    "ALTER TABLE datasets ADD COLUMN archived INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE datasets ADD COLUMN document ANY NOT NULL DEFAULT '{}'",
    """
    CREATE TABLE frozen_datasets (
        digest TEXT PRIMARY KEY,
        document ANY NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE evaluations (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        name TEXT NOT NULL,
        created_at TEXT NOT NULL,
        dataset_id TEXT NOT NULL,
        dataset_digest TEXT NOT NULL REFERENCES frozen_datasets(digest),
        state TEXT NOT NULL,
        owner TEXT NOT NULL DEFAULT '',
        document ANY NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE evaluation_prompts (
        prompt_id TEXT NOT NULL REFERENCES prompts(id),
        evaluation INTEGER NOT NULL REFERENCES evaluations(row) ON DELETE CASCADE,
        PRIMARY KEY (prompt_id, evaluation)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE cells (
        evaluation INTEGER NOT NULL REFERENCES evaluations(row) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        run_id TEXT NOT NULL,
        outcome TEXT NOT NULL,
        cached INTEGER NOT NULL,
        cost_usd TEXT,
        judging_usd TEXT,
        latency REAL,
        tokens INTEGER,
        output_start ANY NOT NULL,
        failure TEXT NOT NULL,
        verdict TEXT NOT NULL,
        value REAL,
        scores ANY,
        PRIMARY KEY (evaluation, number)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE provider_batches (
        evaluation INTEGER NOT NULL REFERENCES evaluations(row) ON DELETE CASCADE,
        mark TEXT NOT NULL,
        model TEXT NOT NULL,
        batch_id TEXT NOT NULL,
        state TEXT NOT NULL,
        submitted_at TEXT NOT NULL,
        promised_usd TEXT,
        cells ANY NOT NULL,
        PRIMARY KEY (evaluation, mark)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE baselines (
        prompt_id TEXT PRIMARY KEY REFERENCES prompts(id) ON DELETE CASCADE,
        evaluation INTEGER NOT NULL REFERENCES evaluations(row) ON DELETE CASCADE
    ) STRICT
    """,
    """
    CREATE TABLE gates (
        prompt_id TEXT PRIMARY KEY REFERENCES prompts(id) ON DELETE CASCADE,
        document ANY NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE embeddings (
        model TEXT NOT NULL,
        digest TEXT NOT NULL,
        vector BLOB NOT NULL,
        PRIMARY KEY (model, digest)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE human_labels (
        run_id TEXT NOT NULL REFERENCES runs(id),
        author TEXT NOT NULL,
        thumb TEXT NOT NULL,
        note ANY NOT NULL,
        created_at TEXT,
        PRIMARY KEY (run_id, author)
    ) STRICT, WITHOUT ROWID
    """,
)
"""What is recorded of each output of an evaluation is short: the output itself is its run."""

UNCHANGEABLE = {
    "versions": ("UPDATE", "DELETE"),
    "snapshots": ("UPDATE",),
    "approvals": ("UPDATE", "DELETE"),
}

SEARCH = (
    """
    CREATE VIRTUAL TABLE search_versions USING fts5(
        note, text, content='', prefix='2 3', tokenize='unicode61 remove_diacritics 2'
    )
    """,
    """
    CREATE VIRTUAL TABLE search_outputs USING fts5(
        text, content='', prefix='2 3', tokenize='unicode61 remove_diacritics 2'
    )
    """,
)


@schema()
def m001_prompts_runs_and_search(db: Database) -> None:
    for statement in (*PROMPTS, *RUNS, *DATASETS, *APPROVALS, *SEARCH):
        db.execute(statement)
    for table, actions in UNCHANGEABLE.items():
        for action in actions:
            db.execute(
                f"CREATE TRIGGER {table}_refuse_{action.lower()} BEFORE {action} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} never change'); END"
            )
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute("PRAGMA user_version = 1")


@schema()
def m002_owners_of_runs(db: Database) -> None:
    """Who works on an unfinished run, so that nobody else takes it for left behind."""
    db.execute("ALTER TABLE runs ADD COLUMN owner TEXT NOT NULL DEFAULT ''")
    db.execute("PRAGMA user_version = 2")


@schema()
def m003_attachments_and_preferences(db: Database) -> None:
    """Files that go along with messages, each kept once; how a workspace is arranged."""
    db.execute(
        "CREATE TABLE attachments (digest TEXT PRIMARY KEY, media_type TEXT NOT NULL,"
        " bytes BLOB NOT NULL) STRICT"
    )
    db.execute(
        "CREATE TABLE preferences (name TEXT PRIMARY KEY, document ANY NOT NULL)"
        " STRICT, WITHOUT ROWID"
    )
    db.execute("ALTER TABLE versions ADD COLUMN made_from INTEGER")
    for statement in (*ASIDE, *FILTERED):
        db.execute(statement)
    for statement in LIBRARY:
        db.execute(statement)
    includes.fill(db)
    search_spelling.respell(db)
    db.execute("PRAGMA user_version = 3")


@schema()
def m004_evaluations(db: Database) -> None:
    """Evaluations with their cells, and answers found again by the request they were sent for."""
    for statement in EVALUATIONS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 4")


@schema()
def m005_reviews(db: Database) -> None:
    """Reviews, what people said in them, and approvals that name their evidence."""
    for statement in REVIEWS:
        db.execute(statement)
    db.execute("PRAGMA user_version = 5")


@schema()
def m006_audit_log(db: Database) -> None:
    """An audit log that is only added to, begun with what is known of earlier approvals."""
    for statement in (*AUDIT, *RESTORED):
        db.execute(statement)
    audit_writing.begin(db)
    db.execute("PRAGMA user_version = 6")
