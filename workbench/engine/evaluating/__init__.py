"""Evaluations as the engine runs and scores them: any number of cells in bounded memory."""
