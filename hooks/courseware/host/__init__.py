"""The only room that knows MkDocs and Material."""
