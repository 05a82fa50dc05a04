"""Who changed what, when, through which face, from what to what. A database trigger writes the rows."""
