"""What was learned from a review: answers, preferences, agreement, judges held against people."""
