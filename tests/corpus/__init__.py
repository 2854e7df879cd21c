"""Makes marked notes: composed from pools, or rendered by CSL styles from known records."""
