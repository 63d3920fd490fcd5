"""Files that guests attach: fetched from Meta, looked at, kept once for each hotel, and shown."""
