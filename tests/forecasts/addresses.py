"""Who reads forecasts: whoever sees the measure. Who reads projected scores: whoever sees what has the score."""

_ALL = {"administrator", "office", "contributor", "viewer"}
OPERATIONS = {
    ("get", "/measures/REV/forecast"): _ALL,
    ("get", "/nodes/REV/projections"): _ALL,
}
