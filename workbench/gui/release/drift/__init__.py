"""Drift in the window: where to look, what was found, and whether models still behave."""
