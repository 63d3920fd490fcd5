"""Who did what inside a tenant, kept for those who ask later."""
