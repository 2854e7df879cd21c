"""Note -> citations: repair, scan, weigh, decide, build."""
