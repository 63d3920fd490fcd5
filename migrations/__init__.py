"""The tables as they came to be, one step a file; run as the owner's role only."""
