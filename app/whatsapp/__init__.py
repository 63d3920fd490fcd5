"""Meta's language and nothing else: signatures, letters, receipts, the Graph API and its refusals."""
