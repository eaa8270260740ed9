"""Question banks for other systems, and back from sheets."""
