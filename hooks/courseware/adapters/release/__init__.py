"""Makes, checks and signs releases."""
