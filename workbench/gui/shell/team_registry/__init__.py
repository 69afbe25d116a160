"""Opening a team's registry: cloned or on this machine, and all of it in the workspace."""
