"""Risks and opportunities: what may come, how likely and grave it is, what is done about it, and figures that tell."""
