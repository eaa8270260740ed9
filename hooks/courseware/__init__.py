"""The course library: rooms by subject, each importing only rooms below it.

``tests/test_architecture.py`` holds the table of who may import whom.
"""
