"""What one review asks, whom, and how far they are; packs go out and results come in."""
