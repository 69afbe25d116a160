"""One cell of the grid: what was sent, what came back, what each check says."""
