"""Independent witnesses: other people's webhook parsers take what the simulator pushes for Meta's."""
