"""The list of evaluations and datasets at the left of Evaluate."""
