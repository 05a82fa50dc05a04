"""Shared ground without domain words: errors, clock, periods, events. Knows nothing of any app."""
