"""Bringing together what two people did to the team's registry at once, in the window."""
