"""Taking Meta's letters in before anything is done with them."""
