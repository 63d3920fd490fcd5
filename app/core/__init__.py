"""What every room stands on: transactions, walls, errors, queue, clock, ids and words."""
