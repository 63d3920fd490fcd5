"""Webhooks: what they say, how they are wrapped and signed, and the way they go."""
