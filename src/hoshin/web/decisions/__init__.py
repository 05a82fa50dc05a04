"""Decisions: the questions that wait, what was decided on which grounds, and what came of it."""
