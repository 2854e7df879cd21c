"""Document and bibliography -> document."""
