"""Rubrics: questions that are kept, changed and used again."""
