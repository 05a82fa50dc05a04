"""Assistants that ask in one's name: granted, and ended, on one page."""
