"""What a hotel's admins, and the house's, must know of: one notice for each trouble, until it is over."""
