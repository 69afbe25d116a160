"""Results to series that can be drawn: plain numbers, no toolkit."""
