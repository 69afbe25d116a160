"""Checks that a model decides: judges, and how near two texts are in meaning."""
