"""What is to be said later: listed, changed, taken back, and said when its time has come."""
