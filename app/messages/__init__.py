"""What was said, by whom, and how far it got."""
