"""Tools for the owners of policies."""
