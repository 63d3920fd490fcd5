"""The references: what others do with a webhook, and the least that a durable door can do."""
