"""Strategy review meetings: what moved, what was said about it, and what was decided."""
