"""Questions that are put to reviewers: writing them, and seeing how they will look."""
