"""MkDocs and Material, until their end in 2027."""

import os
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache

from ptc_service_policy.text import Language


def make(out: Path, language: Language, address: str | None, *, strict: bool, only_changes: bool) -> None:
    """Make the site of one language; see `builders.Maker`."""
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    from mkdocs.commands.build import build as build_pages
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort
    from mkdocs.plugins import BasePlugin

    class KeptTemplates(BasePlugin):  # type: ignore[misc]
        """Compile the theme's templates once, and not for each build."""

        def on_env(self, env: Environment, **_: object) -> Environment:
            env.bytecode_cache = FileSystemBytecodeCache()
            return env

    options = {} if address is None else {"site_url": address}
    config = load_config(str(out / f"mkdocs.{language}.yml"), strict=strict, **options)
    config.plugins["kept-templates"] = KeptTemplates()
    config.plugins.on_startup(command="build", dirty=only_changes)
    try:
        build_pages(config, dirty=only_changes)
    except Abort as error:
        raise RuntimeError(f"{language}: {error}") from error
    finally:
        config.plugins.on_shutdown()
