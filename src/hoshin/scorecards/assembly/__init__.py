"""Turns rows into the engine's columns and back: the only place of this app that knows the engine."""
