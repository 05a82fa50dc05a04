"""Surveys whose answers nobody can trace back: waves, invitations, urns, and results that are safe to show."""
