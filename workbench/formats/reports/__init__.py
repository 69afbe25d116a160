"""Reports of an evaluation, one file for each format."""
