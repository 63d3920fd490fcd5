"""Recado: the WhatsApp front desk of hotels."""
