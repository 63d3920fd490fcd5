"""Templates between us and Meta: listed, made, changed, deleted."""
