"""This site against default Material with mkdocs-quiz, with the same content."""
