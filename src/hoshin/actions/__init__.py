"""What is done about what is off track: corrective actions, deviations that were accepted, and how soon."""
