from __future__ import annotations

from pathlib import Path

from workbench.store.schema import APPLICATION_ID, SCHEMA

PAGE = Path(__file__).parents[2] / "docs" / "workspace-schema.md"


def test_the_page_on_the_schema_names_every_table_and_column(workspace):
    with workspace.reading() as db:
        tables = db.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%sqlite_%'"
            " AND name NOT LIKE 'search_%\\_%' ESCAPE '\\'"
        ).fetchall()
        columns = {
            column["name"]
            for table in tables
            for column in db.execute(f"PRAGMA table_info({table['name']})")
        }
    page = PAGE.read_text(encoding="utf-8")

    missing = {
        name for name in columns | {table["name"] for table in tables} if f"`{name}`" not in page
    }
    assert len(columns) > 30
    assert not missing


def test_the_page_on_the_schema_has_its_numbers(workspace):
    page = PAGE.read_text(encoding="utf-8")

    assert f"today **{SCHEMA}**" in page
    assert f"0x{APPLICATION_ID:08x}" in page
