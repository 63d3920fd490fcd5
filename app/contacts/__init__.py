"""The guests, by every identity that WhatsApp gives them."""
