"""Many citations -> one canonical work."""
