"""What comes from Meta: guests' words, changes to them, receipts, echoes, history."""
