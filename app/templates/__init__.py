"""Message templates as Meta has judged them."""
