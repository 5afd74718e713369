"""The topics that a policy can be asked about, one file each, and the registry of them."""
