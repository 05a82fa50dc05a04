"""Who is who and who may do what: users, roles, tokens, and the one access table."""
