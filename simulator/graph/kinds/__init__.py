"""The kinds of message that a hotel can send, each with what Meta checks of it."""
