"""What linters cannot know of the house."""
