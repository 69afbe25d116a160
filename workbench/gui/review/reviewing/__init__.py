"""The view of those who judge: one output, or two, and the questions. They see nothing else."""
