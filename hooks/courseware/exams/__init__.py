"""The exam bank, its blueprint and draw, and the plan of the self-examination."""
