"""Files on initiatives and corrective actions."""
