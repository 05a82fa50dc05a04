"""The organisation: its units in a tree and its people, as far as owners and scorecards need them."""
