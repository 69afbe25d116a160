"""Other tools' files and our own: text to domain and back, nothing else."""
