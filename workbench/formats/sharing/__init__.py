"""What was run, as text for other tools and other people."""
