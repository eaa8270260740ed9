"""The courseware library: one course model, many faces.

Pure core (this package) ← adapters ← commands ← command line and MkDocs hook.
Nothing here knows MkDocs; only :mod:`courseware.adapters` touches the world.
"""
