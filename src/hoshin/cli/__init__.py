"""The `hoshin` command: one file per command."""
