"""Plots of an evaluation, each with a table of the same numbers."""
