"""What a change of the course means, in words."""
