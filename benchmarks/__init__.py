"""Figures as ratios: ours against something bare, by turns, in one run."""
