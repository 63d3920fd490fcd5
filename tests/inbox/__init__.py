"""The way in, whole: a signed webhook at the door, the drain, rows and events."""
