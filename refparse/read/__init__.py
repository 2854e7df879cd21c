"""Document -> notes: one reader per format behind `read_document`."""
