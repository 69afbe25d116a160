"""The list of reviews at the left of Review."""
