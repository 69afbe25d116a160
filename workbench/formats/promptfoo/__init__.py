"""Configurations of promptfoo: read into a suite with a ledger of what was left, and written."""
