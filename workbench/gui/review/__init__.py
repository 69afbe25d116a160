"""Review: people judge outputs, and what is learned from what they say."""
