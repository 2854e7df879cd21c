"""Bibliography -> formatted text in any CSL style."""
