"""What the sixth step of the schema adds so that a registry can come back. It never changes."""

from __future__ import annotations

RESTORED = (
    "DROP TRIGGER prompts_follow_versions",
    """
    CREATE TRIGGER prompts_follow_versions AFTER INSERT ON versions
    WHEN new.number > (SELECT version FROM prompts WHERE id = new.prompt_id)
    BEGIN
        UPDATE prompts SET version = new.number, named = EXISTS (
            SELECT 1 FROM drafts d JOIN snapshots s ON s.draft_digest = d.draft_digest
             WHERE d.prompt_id = new.prompt_id AND s.digest = new.digest
        ) WHERE id = new.prompt_id;
    END
    """,
    "ALTER TABLE approvals ADD COLUMN signed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE prompts ADD COLUMN deprecated INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE prompts ADD COLUMN replaced_by TEXT NOT NULL DEFAULT ''",
)
"""A version keeps the number it has in its registry, so one may come that is not the newest."""
