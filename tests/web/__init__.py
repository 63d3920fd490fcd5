"""The web chat as the browser gets it."""
