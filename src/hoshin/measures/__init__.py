"""What is observed: measures, their targets and their actuals, with source and version."""
