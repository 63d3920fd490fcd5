"""Message templates at Meta: their making, review and life, and what a send must bring along."""
