"""Settings of the organisation."""
