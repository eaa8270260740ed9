"""An author's file: bytes, lines, parts, inline markup, YAML, fields; findings and rules."""
