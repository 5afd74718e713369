"""What MkDocs is told at build time: where a page stands in the other language, and how its texts are set."""

from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache

from ptc_service_policy.typography import typeset_html


def on_env(env: Environment, *, config: Any, files: Any) -> Environment:  # noqa: ARG001
    """Compile the theme's templates once, and not for each build."""
    env.bytecode_cache = FileSystemBytecodeCache()
    return env


def on_page_context(context: dict[str, Any], *, page: Any, config: Any, nav: Any) -> dict[str, Any]:  # noqa: ARG001
    """Let the language switcher, and the links for search engines, lead to the same page."""
    for other in config.extra["alternate"]:
        other["link"] = f"../{other['lang']}/{page.url}"
    return context


def on_post_template(output_content: str, *, template_name: str, config: Any) -> str:
    """Set the texts of what is no page, such as that of an address that leads nowhere."""
    is_page = template_name.endswith(".html")
    return typeset_html(output_content, config.theme["language"]) if is_page else output_content


def on_post_page(output: str, *, page: Any, config: Any) -> str:  # noqa: ARG001
    """Set the texts of a page, and keep Material's script from asking for a sitemap beside each page.

    The script looks for links whose ``rel`` is exactly "alternate"; to all other readers a space changes
    nothing.
    """
    output = typeset_html(output, config.theme["language"])
    return output.replace('<link rel="alternate"', '<link rel="alternate "')
