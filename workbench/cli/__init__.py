"""The command line: a file for each group of subcommands, over the services of the window."""
