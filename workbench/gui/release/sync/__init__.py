"""How the registry stands to its remote, and fetching, bringing up to date and pushing."""
