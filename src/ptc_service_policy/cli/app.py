"""The commands, put together.

Exit codes: 0 fine, 1 problems found, 2 wrong use.
"""

import typer

from ptc_service_policy.cli import answer, bulk, check, diff, new, publish, schema, show, source, test

app = typer.Typer(
    name="ptc-policy",
    help="Ask, show and check PTC's service policies. Exit codes: 0 fine, 1 problems found, 2 wrong use.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command(name="check")(check.check)
app.command(name="show")(show.show)
app.add_typer(answer.app, name="answer")
app.command(name="bulk")(bulk.bulk)
app.command(name="schema")(schema.schema)
app.command(name="test")(test.run)
app.command(name="diff")(diff.diff)
app.command(name="new")(new.new)
app.command(name="publish")(publish.publish)
app.add_typer(source.app, name="source")
