"""Check-ins on goals: value, confidence and a note on each key result, week by week, and what stands in the way."""
