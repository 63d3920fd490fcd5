"""The hotels themselves: opened, suspended, named."""
