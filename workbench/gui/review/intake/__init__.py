"""Results that reviewers send back: shown before anything of them is taken in."""
