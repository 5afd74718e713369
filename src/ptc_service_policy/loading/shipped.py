"""Where the policies and schemas that come with the library are found."""

from importlib.resources.abc import Traversable


def shipped(folder: str) -> Traversable:
    """Return a folder of data: inside an installed package, or beside ``src`` in a checkout."""
    from importlib.resources import files

    package = files("ptc_service_policy")
    inside = package.joinpath(folder)
    return inside if inside.is_dir() else package.joinpath("..", "..", folder)
