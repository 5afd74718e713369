"""What is raised when a description cannot be read."""

from ptc_service_policy.errors import PolicyError


class RefusedDescriptionError(PolicyError):
    """A service description holds something that cannot be read, and nothing was made of it."""
