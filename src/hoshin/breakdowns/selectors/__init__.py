"""Finds breakdowns, members and their values, and says where a total moved."""
