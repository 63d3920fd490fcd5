"""Files that guests attach, the whole way."""
