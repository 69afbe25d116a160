"""What the fifth step of the schema adds. It never changes; see `migrations`."""

from __future__ import annotations

REVIEWS = (
    """
    CREATE TABLE rubrics (
        id TEXT NOT NULL,
        version INTEGER NOT NULL,
        name TEXT NOT NULL,
        archived INTEGER NOT NULL DEFAULT 0,
        document ANY NOT NULL,
        PRIMARY KEY (id, version)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE reviews (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        created_at TEXT NOT NULL,
        prompt_id TEXT NOT NULL,
        evaluation_id TEXT NOT NULL,
        secret BLOB NOT NULL,
        document ANY NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE review_items (
        review INTEGER NOT NULL REFERENCES reviews(row) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        key TEXT NOT NULL,
        document ANY NOT NULL,
        PRIMARY KEY (review, number),
        UNIQUE (review, key)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE judgments (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        review INTEGER NOT NULL REFERENCES reviews(row) ON DELETE CASCADE,
        item TEXT NOT NULL,
        reviewer TEXT NOT NULL,
        at TEXT NOT NULL,
        document ANY NOT NULL,
        FOREIGN KEY (review, item) REFERENCES review_items(review, key)
    ) STRICT
    """,
    "CREATE INDEX judgments_by_item ON judgments(review, reviewer, item, at)",
    """
    CREATE TABLE review_drafts (
        review INTEGER NOT NULL,
        reviewer TEXT NOT NULL,
        item TEXT NOT NULL,
        document ANY NOT NULL,
        PRIMARY KEY (review, reviewer, item),
        FOREIGN KEY (review, item) REFERENCES review_items(review, key) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE unfinished (
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        document ANY NOT NULL,
        PRIMARY KEY (kind, name)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE review_packs (
        review INTEGER NOT NULL REFERENCES reviews(row) ON DELETE CASCADE,
        reviewer TEXT NOT NULL,
        digest TEXT NOT NULL,
        at TEXT NOT NULL,
        PRIMARY KEY (review, reviewer, digest)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE review_results (
        row INTEGER PRIMARY KEY,
        review INTEGER NOT NULL REFERENCES reviews(row) ON DELETE CASCADE,
        reviewer TEXT NOT NULL,
        digest TEXT NOT NULL,
        at TEXT NOT NULL,
        document ANY NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE review_reports (
        row INTEGER PRIMARY KEY,
        digest TEXT NOT NULL UNIQUE,
        review INTEGER REFERENCES reviews(row) ON DELETE SET NULL,
        at TEXT NOT NULL,
        document ANY NOT NULL,
        figures ANY NOT NULL,
        markdown ANY NOT NULL,
        html ANY NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE review_report_versions (
        version_digest TEXT NOT NULL,
        report INTEGER NOT NULL REFERENCES review_reports(row) ON DELETE CASCADE,
        PRIMARY KEY (version_digest, report)
    ) STRICT, WITHOUT ROWID
    """,
    "ALTER TABLE approvals ADD COLUMN evidence ANY NOT NULL DEFAULT '[]'",
)
"""`secret` signs what packs give back, so that results made elsewhere are told. A report that an
approval names stays when its review is removed, and then has none."""
