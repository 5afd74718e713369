"""From files to valid nouns: finding, strict reading, validation, choosing a version."""
