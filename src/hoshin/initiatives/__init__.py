"""Initiatives: funded work that is meant to move objectives, with its milestones, its costs, and plans as agreed."""
