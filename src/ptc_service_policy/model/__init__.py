"""The nouns of a policy, one module for each file; the schemas come from them."""
