"""The people of a hotel, and the operators of the house."""
