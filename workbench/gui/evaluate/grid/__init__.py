"""The results of one evaluation: cases down, versions and models across."""
