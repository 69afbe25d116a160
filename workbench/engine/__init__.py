"""The execution process: takes jobs, speaks to models, records what they answer."""
