"""Signing in and out, one's own profile, and the users of the installation."""
