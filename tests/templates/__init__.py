"""Templates: made, judged, filled and offered."""
