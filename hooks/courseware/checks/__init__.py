"""Checks of the course: one family of rules per module; findings are returned."""
