"""A release: what it consists of and how it is served; pure."""
