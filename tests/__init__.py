"""What Recado promises, as sentences that run."""
