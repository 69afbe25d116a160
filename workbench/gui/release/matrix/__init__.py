"""What runs where: prompts and environments, and what is known of what is pinned."""
