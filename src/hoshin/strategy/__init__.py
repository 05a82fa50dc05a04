"""What the organisation wants: plans, perspectives, themes, objectives, what serves what, and what drives what."""
