"""The command line: thin commands, one module a group, which ask the stages and print."""
