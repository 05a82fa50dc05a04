"""Mappings of published series that come with Hoshin."""
