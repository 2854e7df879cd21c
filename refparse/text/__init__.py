"""Pure functions on strings: folding, numerals, punctuation."""
