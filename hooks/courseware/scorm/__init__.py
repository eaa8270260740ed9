"""SCORM packages: the built site inside a shell page that reports to a learning platform."""
