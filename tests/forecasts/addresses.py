"""Who reads forecasts: whoever sees the measure."""

OPERATIONS = {("get", "/measures/{code}/forecast"): {"administrator", "office", "contributor", "viewer"}}
