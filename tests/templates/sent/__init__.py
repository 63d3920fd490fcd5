"""Template messages on their whole way to Meta."""
