"""Changes of what runs where: planned as one fills in, shown file by file, then written."""
