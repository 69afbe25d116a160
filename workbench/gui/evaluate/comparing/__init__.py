"""Two columns of evaluations held against each other."""
