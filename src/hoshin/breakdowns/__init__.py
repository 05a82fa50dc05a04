"""Breakdowns: measures by dimensions, each with members in a tree, and what moved a total among them."""
