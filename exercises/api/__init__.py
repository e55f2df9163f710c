"""The HTTP API under /api/v1/: the same verbs and nouns as the pages, as JSON."""
