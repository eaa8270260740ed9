"""Chapters and lessons; the project on disk and in git; names, addresses and layout of files."""
