"""A service desk whose answers come from the policy: the example for Django."""
