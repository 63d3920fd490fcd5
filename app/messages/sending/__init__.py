"""What leaves: rounds, answers, and what becomes of each message."""
