"""Scenarios: what a policy must answer, in its owner's words, and what they leave untested."""
