"""What is open between a number and a guest."""
