"""Bibliography -> file."""
