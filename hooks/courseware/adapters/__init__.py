"""The only modules that touch the world: MkDocs, Jinja, Typst, git and files."""
