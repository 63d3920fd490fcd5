"""Reading and caring for conversations, through the doors."""
