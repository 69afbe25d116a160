"""The place Evaluate: datasets, checks, evaluations and what they say."""
