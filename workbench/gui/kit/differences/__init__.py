"""Differences of two texts: decided as lines, drawn by text widgets."""
