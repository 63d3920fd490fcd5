"""The stand-in for Meta, tried through its doors and at its callbacks."""
