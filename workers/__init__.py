"""One small file for each container that works through the letterboxes."""
