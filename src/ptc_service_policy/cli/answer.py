"""``ptc-policy answer``: one question, for one contract; each topic of the registry is a command."""

import inspect
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from inspect import Parameter
from pathlib import Path
from typing import Annotated, Any

import typer

from ptc_service_policy.authoring.writing import write_atomically
from ptc_service_policy.cli.app import command_of
from ptc_service_policy.cli.bilingual import Group, WrongUse
from ptc_service_policy.cli.extras import missing
from ptc_service_policy.cli.help import told, told_of
from ptc_service_policy.cli.inputs import option_of, parameter_of, read_input
from ptc_service_policy.cli.options import (
    FILE,
    NAME_VALUE,
    Format,
    FormatOption,
    Lang,
    LangOption,
    PathOption,
    VersionOption,
    choose_policy,
    read_pairs,
)
from ptc_service_policy.cli.printing import print_decision, print_json, print_problems, reporting
from ptc_service_policy.cli.terms import read_terms
from ptc_service_policy.decisions import Decision
from ptc_service_policy.evaluation.applied import AppliedPolicy
from ptc_service_policy.evaluation.policy import Policy
from ptc_service_policy.model.plain import plain
from ptc_service_policy.text import LocalizedText
from ptc_service_policy.topics.reading import read_attribute
from ptc_service_policy.topics.registry import topics
from ptc_service_policy.topics.topic import Topic
from ptc_service_policy.topics.wording import Wording


class _Questions(Group):
    """Offer a command for each topic that is in the registry when one is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return [*(each.name for each in topics()), "compare", "summary"]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name == "compare":
            from ptc_service_policy.cli.compare import compare  # no other question needs what it imports

            return command_of(compare, cmd_name)
        if cmd_name == "summary":
            return command_of(
                _with_parameters(_summary, *_TERMS.values(), *_SAID), cmd_name, told_of(_SUMMARY)
            )
        asked = next((each for each in topics() if each.name == cmd_name), None)
        return None if asked is None else command_of(_question(asked), cmd_name, told_of(asked.question))


app = typer.Typer(cls=_Questions, no_args_is_help=True)


@app.callback(
    help=told(
        fr="Répondre à une question pour un contrat, donné par un fichier ou par des options.",
        en="Answer one question for a contract, which is given as a file or by options.",
    )
)
def _answer(lang: LangOption = Lang.EN) -> None:
    pass


@dataclass(frozen=True, slots=True)
class _Asked:
    """Hold the policy that is asked, the attributes that are told, and how to write the answer."""

    policy: Policy
    attributes: dict[str, Any]
    lang: Lang
    form: Format
    record: Path | None


def _asked(
    *,
    attribute: Annotated[
        list[str] | None,
        typer.Option(
            metavar=told_of(NAME_VALUE),
            help=told(
                fr="Ce dont la réponse peut dépendre, par exemple severity=s1 ; répétable.",
                en="What the answer may depend on, such as severity=s1; repeatable.",
            ),
        ),
    ] = None,
    lang: LangOption = Lang.EN,
    form: FormatOption = Format.TEXT,
    version: VersionOption = None,
    path: PathOption = None,
    record: Annotated[
        Path | None,
        typer.Option(
            metavar=FILE,
            help=told(
                fr="Enregistrer aussi la réponse (JSON), avec tout ce sur quoi elle repose.",
                en="Also record the answer (JSON), with everything that it is based on.",
            ),
        ),
    ] = None,
) -> _Asked:
    policy = choose_policy(version, path)
    pairs = read_pairs(attribute or (), "--attribute", NAME_VALUE)
    attributes = {name: read_attribute(policy.files, name, value) for name, value in pairs}
    return _Asked(policy, attributes, lang, form, record)


_ABOUT = LocalizedText(
    fr="L'identifiant de ce dont il s'agit : {one}.", en="The id of what is asked about: {one}."
)
_SUMMARY = LocalizedText(
    fr="À quoi donnent droit l'offre ou le contrat ?",
    en="What does the offering or the contract entitle the customer to?",
)
_TERMS, _ASKED = (inspect.signature(each).parameters for each in (read_terms, _asked))


_SAID = tuple(each for name, each in _ASKED.items() if name != "record")


def _question(topic: Topic[Any]) -> Callable[..., None]:
    """Return the function of a command, with an option for each thing that the topic is asked with."""

    def command(**given: Any) -> None:
        with reporting(given["lang"], given["form"]):
            _print_answer(topic, given)

    return _with_parameters(command, *_own_parameters(topic), *_TERMS.values(), *_ASKED.values())


def _with_parameters(command: Callable[..., None], *parameters: Parameter) -> Callable[..., None]:
    """Return a command that takes what it is given as these options."""

    def named(**given: Any) -> None:
        command(**given)

    named.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    named.__annotations__ = {each.name: each.annotation for each in parameters}
    return named


def _summary(**given: Any) -> None:
    """Print all that an offering, or a contract, entitles to."""
    from ptc_service_policy.cli.show import print_summary  # no other question needs what it imports

    with reporting(given["lang"], given["form"]):
        terms = read_terms(**{name: given[name] for name in _TERMS})
        asked = _asked(**{name: given[name] for name in _ASKED if name in given}, record=None)
        door: Policy | AppliedPolicy
        if terms.only_offering is not None:
            offering, door = terms.only_offering, asked.policy
            summary = asked.policy.summary(offering, **asked.attributes)
        else:
            door = applied = terms.applied(asked.policy)
            print_problems(applied.contract.remarks, asked.lang, Format.TEXT, to_stderr=True)
            offering, summary = applied.contract.offering, applied.summary(**asked.attributes)
        if asked.form is Format.JSON:
            print_json(plain(summary))
        else:
            print_summary(door, summary, offering, asked.lang)


def _own_parameters(topic: Topic[Any]) -> Iterator[Parameter]:
    if topic.about is not None:
        named = told_of(_ABOUT.format(one=topic.about.one))
        argument = Annotated[str | None, typer.Argument(metavar="ID", help=named)]
        option = Annotated[str | None, typer.Option("--about", metavar="ID", help=named)]
        yield Parameter("about", Parameter.KEYWORD_ONLY, default=None, annotation=argument)
        yield Parameter("about_option", Parameter.KEYWORD_ONLY, default=None, annotation=option)
    yield from map(option_of, topic.inputs)
    if topic.is_owed_on_dates:
        flag = Annotated[
            bool,
            typer.Option(
                "--icalendar", help=told(fr="Écrire un fichier iCalendar.", en="Write an iCalendar file.")
            ),
        ]
        yield Parameter("icalendar", Parameter.KEYWORD_ONLY, default=False, annotation=flag)


def _print_answer(topic: Topic[Any], given: Mapping[str, Any]) -> None:
    terms = read_terms(**{name: given[name] for name in _TERMS})
    asked = _asked(**{name: given[name] for name in _ASKED})
    about = given.get("about") or given.get("about_option") or ""
    if not about and topic.about is not None and not topic.all_at_once:
        about = topic.about.meant(asked.policy.files)
    door: Policy | AppliedPolicy
    named: tuple[str, ...]
    if terms.only_offering is not None and not topic.needs_contract:
        door, named, inputs = asked.policy, (topic.name, terms.only_offering, about), {}
    else:
        # What is wrong with the contract is told first: instants are often in its zone.
        door, named = terms.applied(asked.policy), (topic.name, about)
        print_problems(door.contract.remarks, asked.lang, Format.TEXT, to_stderr=True)
        inputs = {
            each.name: read_input(each, given[parameter_of(each)])
            for each in topic.inputs
            if given[parameter_of(each)]
        }
    ask: Callable[..., Decision[Any]] = door.ask
    decision = ask(*named, **inputs, **asked.attributes)
    if asked.record is not None:
        recorded = door.record(*named, **inputs, **asked.attributes).model_dump_json(indent=2)
        write_atomically(asked.record, f"{recorded}\n".encode())
    if given.get("icalendar") and isinstance(door, AppliedPolicy):
        applied = door
        _print_icalendar(lambda: applied.write_icalendar(decision.value, asked.lang.value))
        return
    files = door.files
    print_decision(
        decision,
        topic.name_answer(decision, Wording(files)),
        files.source.document.language,
        asked.lang,
        asked.form,
    )


def _print_icalendar(write: Callable[[], str]) -> None:
    try:
        typer.echo(write(), nl=False)
    except ModuleNotFoundError:
        raise WrongUse(missing("calendar"), "--icalendar") from None
