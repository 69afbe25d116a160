"""Datasets as tables that are edited in place, filled from files, held out and varied."""
