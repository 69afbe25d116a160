"""What marks a SQLite file as a workspace, and the schema this release reads and writes.

Kept apart from the migrations, so that a workspace that is up to date opens without
loading what would migrate it.
"""

APPLICATION_ID = 0x50574231
"""`PWB1`, in the file's header: `file` and other programs can tell a workspace by it."""

SCHEMA = 6
"""Number of the newest step in `migrations`, kept in the file as its user_version."""
