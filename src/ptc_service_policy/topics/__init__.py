"""The topics that a policy can be asked about: one file each, and the registry through which all else goes."""
