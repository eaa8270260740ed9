"""Terms: model, reading, matcher, mentions, and what the glossary page shows."""
