"""The codes of all problems, one module for each family."""
