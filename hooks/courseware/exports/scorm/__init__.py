"""The site as a package for learning platforms."""
