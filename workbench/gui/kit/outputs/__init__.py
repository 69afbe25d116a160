"""Outputs of models as they are read: text, Markdown, JSON. Nothing in them acts."""
