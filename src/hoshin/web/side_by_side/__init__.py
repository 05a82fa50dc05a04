"""Units that hold the same, side by side."""
