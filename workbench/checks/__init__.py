"""Checks of outputs: one small function for each kind, in one table."""
