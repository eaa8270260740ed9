"""Publish, roll back, verify, serve a release.

Knows no courseware: the standard library and, for object stores, obstore are all it needs.
"""
