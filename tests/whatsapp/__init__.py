"""Meta's language, spoken and understood."""
