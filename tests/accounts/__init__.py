"""What Meta says of numbers, accounts and templates, and both ways to set up its apps."""
