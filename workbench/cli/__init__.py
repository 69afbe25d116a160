"""The command line: one file for each group of subcommands, over the same services as the window."""
