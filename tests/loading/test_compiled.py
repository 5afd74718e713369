"""The compiled form of policies: it says what the YAML files say, and belongs to these alone."""

import json
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from tests.published import publish

from ptc_service_policy import Contract, InvalidPolicyError, load_policy
from ptc_service_policy.evaluation.policies import Policies
from ptc_service_policy.loading.compiled import INDEX, decode, encode
from ptc_service_policy.loading.published import compile_policies
from ptc_service_policy.loading.shipped import shipped
from ptc_service_policy.model.noun import Noun

DESCRIPTIONS = sorted((Path(__file__).parents[1] / "descriptions").glob("*/*/policy.yaml"))
CONTRACT = Contract(offering="premium", time_zone="Europe/Paris", holidays="FR", signed=date(2026, 1, 15))


def said(value: Any) -> Iterator[Any]:
    """Yield all that a value is made of, with the kinds, and what was written and what was left out."""
    yield type(value)
    if isinstance(value, Noun):
        yield value.model_fields_set
        for name in type(value).model_fields:
            yield from said(getattr(value, name))
    elif is_dataclass(value):
        for each in fields(value):
            yield from said(getattr(value, each.name))
    elif isinstance(value, dict):
        for item in value.items():
            yield from said(item)
    elif isinstance(value, tuple):
        yield len(value)
        for part in value:
            yield from said(part)
    else:
        yield value


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of policies with several versions and moves between them, and its compiled form."""
    place = tmp_path_factory.mktemp("compiled")
    policies = publish(place / "policies")
    (place / "compiled").mkdir()
    for name, text in compile_policies(policies):
        (place / "compiled" / name).write_bytes(text)
    return place


@pytest.fixture
def place(folder: Path, tmp_path: Path) -> Path:
    return copytree(folder, tmp_path / "copy")


def policies_in(place: Path) -> Policies:
    return Policies(place / "policies", place / "compiled")


@pytest.mark.parametrize("policy", DESCRIPTIONS, ids=lambda file: file.parts[-3])
def test_what_is_decoded_is_what_was_encoded(policy: Path) -> None:
    files = load_policy(path=policy.parent).files
    written = json.dumps(encode(files))
    assert list(said(decode(json.loads(written)))) == list(said(files))


def test_every_version_reads_as_from_its_yaml_files(folder: Path) -> None:
    compiled, read = policies_in(folder), Policies(folder / "policies")
    assert (compiled, compiled.versions, compiled.editions) == (read, read.versions, read.editions)
    assert len(read.versions) > 2
    at = datetime(2026, 4, 3, 14, 30, tzinfo=UTC)
    for version in read:
        assert list(said(compiled[version].files)) == list(said(read[version].files))
        assert compiled[version] == read[version]
    assert compiled.apply(CONTRACT).response_due(at) == read.apply(CONTRACT).response_due(at)


def test_what_is_shipped_can_be_compiled() -> None:
    texts = dict(compile_policies(shipped("policies")))
    assert list(said(decode(json.loads(texts["1.0.0.json"])))) == list(
        said(Policies(shipped("policies"))._published.version("1.0.0"))
    )


def edit(name: str, old: bytes, new: bytes) -> Callable[[Path], None]:
    def change(place: Path) -> None:
        file = place / name
        raw = file.read_bytes()
        assert old in raw
        file.write_bytes(raw.replace(old, new, 1))

    return change


OF_OTHERS: dict[str, Callable[[Path], object]] = {
    "a policy file that changed": edit("policies/1.0.0/engagement.yaml", b"maximum: 3", b"maximum: 4"),
    "a comment that changed": edit("policies/editions.yaml", b"editions:", b"# one more\neditions:"),
    "a file too many": lambda place: (place / "policies" / "1.0.0" / "more.yaml").write_text("a: 1\n"),
    "a file too few": lambda place: (place / "policies" / "1.0.0" / "source.yaml").unlink(),
    "an index cut short": lambda place: (place / "compiled" / INDEX).write_bytes(b'{"files": {'),
    "an index that is a list": lambda place: (place / "compiled" / INDEX).write_bytes(b"[]"),
    "an index without events": edit("compiled/index.json", b'"events"', b'"others"'),
    "an event of another kind": edit(
        "compiled/index.json", b"model.editions:Event", b"model.editions:Evening"
    ),
    "an event of another package": edit(
        "compiled/index.json", b"ptc_service_policy.model.editions:", b"os.path:"
    ),
}


@pytest.mark.parametrize("change", OF_OTHERS.values(), ids=OF_OTHERS)
def test_a_form_of_other_files_is_refused(change: Callable[[Path], object], place: Path) -> None:
    assert policies_in(place).versions
    change(place)
    with pytest.raises(InvalidPolicyError) as refused:
        policies_in(place)
    assert [each.code for each in refused.value.problems] == ["PSP409"]


@pytest.mark.parametrize(
    "change",
    [
        edit("compiled/1.0.0.json", b"premium", b"Premium"),
        edit("compiled/1.0.0.json", b"{", b""),
        lambda place: (place / "compiled" / "1.0.0.json").write_bytes(b""),
    ],
)
def test_a_version_that_is_damaged_is_refused_and_no_other(
    change: Callable[[Path], object], place: Path
) -> None:
    change(place)
    policies = policies_in(place)
    with pytest.raises(InvalidPolicyError) as refused:
        policies["1.0.0"]
    assert [each.code for each in refused.value.problems] == ["PSP409"]
    assert policies.newest.version != "1.0.0"


def test_a_file_that_is_missing_is_named(place: Path) -> None:
    (place / "compiled" / INDEX).unlink()
    with pytest.raises(InvalidPolicyError, match=INDEX):
        policies_in(place)


def test_what_no_policy_holds_is_not_written() -> None:
    with pytest.raises(TypeError, match="object is no part of a policy"):
        encode((1, object()))
