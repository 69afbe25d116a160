"""Code of checks and transforms, run in processes with walls around them."""
