"""Checks in the window: edited, tried on an output, and seen over all outputs at once."""
