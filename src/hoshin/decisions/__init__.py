"""Decisions with what was known when they were taken, and what came of them."""
