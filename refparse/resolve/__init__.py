"""Citation -> the work it means."""
