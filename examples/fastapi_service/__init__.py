"""A web service that answers from the policy: the example for FastAPI."""
