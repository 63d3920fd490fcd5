"""The demo's own parts, each with real processes."""
