"""Setting up a review: which outputs, which questions, which people."""
