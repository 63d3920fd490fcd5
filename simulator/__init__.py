"""Meta's stand-in: the Graph endpoints, the webhooks and a guest's phone, for demo, tests and benchmarks."""
