"""What hotels write, and what becomes of it on its way to the guest."""
