"""What people want to say, until it lies in the letterbox."""
