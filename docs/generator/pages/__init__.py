"""The pages, one module a kind; each writes the Markdown of one address in one language."""
