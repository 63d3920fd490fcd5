"""How fast the house is, beside references that run in the same minutes on the same machine."""
