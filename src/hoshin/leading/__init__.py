"""Leading: directions that are announced, read and asked about, and what a leader did and owes, for the leader first."""
