"""One small module per kind of value."""
