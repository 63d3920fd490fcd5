"""The web chat and the console, as the browser gets them."""
