"""Catchball: goals are proposed, answered, and agreed with the exact terms; and a cascade of proposals for one parent."""
