"""Who reads forecasts: whoever sees the measure."""

OPERATIONS = {("get", "/measures/REV/forecast"): {"administrator", "office", "contributor", "viewer"}}
