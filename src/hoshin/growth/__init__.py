"""What people can, what their roles expect, where they may go from there, and what they do to get there."""
