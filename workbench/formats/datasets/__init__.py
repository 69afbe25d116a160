"""Files with cases: read as tables, mapped to cases, and written again."""
