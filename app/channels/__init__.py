"""A tenant's WhatsApp numbers, and the Meta apps that sign for them."""
