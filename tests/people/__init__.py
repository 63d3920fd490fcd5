"""Hotels and their people: signing in, tenants, numbers."""
