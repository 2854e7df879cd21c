"""What readers and rewriters share about file formats."""
