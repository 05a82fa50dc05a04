"""The first minutes of an empty installation: its name, its administrator, and something to start from."""
