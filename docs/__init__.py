"""The documentation: hand-written pages, their assets, and the generator of all others."""
