"""Letters on their way to Meta: claimed, called, recorded."""
