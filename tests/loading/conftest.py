"""Broken policies, each described by one small file under invalid/.

Such a file describes one edit of a copy of the real policy and what must be reported for it:

    file        the policy file that is edited
    replace     text of it that is replaced; it stands there once, or else `after` says where
    with        what stands there instead, or
    with_bytes  the same as hexadecimal bytes, for what is no text
    append      text that is added at the end
    content     the whole new content, of a new file as well
    remove      true: the file is taken away
    folder      true: a folder stands in its place
    after       text that stands once; `replace` is searched from its end on
    repeat      how many times `with`, `append` or `content` is written
    given       what is prepared before, and right as it is: a file of ground/
    because     why one fault shows more than once; needed where `expect` has several entries
    expect      the problems, each with its `code`, its `file` if not the edited one, its place and
                `hint` and `message`, text that they have in both languages. The place is `at`, text of the
                edited file: once in what was inserted, or else once in the file, or else the first
                time after the text `after`; no `at` means a problem without a place.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from shutil import copytree
from typing import Literal, Self

import pytest
import yaml
from pydantic import BaseModel, ConfigDict, Field, model_validator

from ptc_service_policy import load_policy
from ptc_service_policy.errors import InvalidPolicyError, Problem

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "policies" / "1.0.0"

Expectation = tuple[str, str, int | None, int | None, tuple[str, str]]


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Expected(Closed):
    code: str = Field(pattern=r"^PSP[0-9]{3}$")
    file: str | None = None
    at: str | None = None
    after: str | None = None
    hint: str = ""
    message: str = ""


class Ground(Closed):
    file: str
    append: str


class Example(Closed):
    file: str
    given: str | None = None
    replace: str | None = None
    with_: str | None = Field(default=None, alias="with")
    with_bytes: str | None = None
    append: str | None = None
    content: str | None = None
    remove: Literal[True] | None = None
    folder: Literal[True] | None = None
    after: str | None = None
    repeat: int = Field(default=1, ge=2)
    because: str | None = None
    expect: list[Expected] = Field(min_length=1)

    @model_validator(mode="after")
    def _one_edit(self) -> Self:
        ways = (self.replace, self.append, self.content, self.remove, self.folder)
        assert sum(way is not None for way in ways) == 1, "one way to edit, and only one"
        replacements = sum(way is not None for way in (self.with_, self.with_bytes))
        assert replacements == (self.replace is not None), "`replace` goes with one `with`"
        assert self.after is None or self.replace is not None, "`after` goes with `replace`"
        assert (len(self.expect) > 1) == (self.because is not None), "`because` goes with several problems"
        return self

    @property
    def inserted(self) -> bytes:
        if self.with_bytes is not None:
            return bytes.fromhex(self.with_bytes) * self.repeat
        return (self.with_ or self.append or self.content or "").encode() * self.repeat

    def apply(self, folder: Path) -> list[Expectation]:
        """Edit a copy of the policy, and return the problems that must be found in it."""
        if self.given is not None:
            prepare(folder, self.given)
        file = folder / self.file
        before = file.read_bytes() if file.is_file() else None
        if self.remove or self.folder:
            file.unlink()
        if self.folder:
            file.mkdir()
            return self._expected(folder, start=0)
        if self.remove:
            return self._expected(folder, start=0)
        start, end = self._span(before)
        edited = (before or b"")[:start] + self.inserted + (before or b"")[end:]
        assert edited != before, "the edit changes nothing"
        file.write_bytes(edited)
        return self._expected(folder, start=start)

    def _span(self, before: bytes | None) -> tuple[int, int]:
        if self.content is not None:
            return 0, len(before or b"")
        assert before is not None, f"there is no {self.file} to edit"
        if self.replace is None:
            return len(before), len(before)
        start = _find(before, self.replace.encode(), self.after)
        return start, start + len(self.replace.encode())

    def _expected(self, folder: Path, *, start: int) -> list[Expectation]:
        return [
            (
                expected.code,
                expected.file or self.file,
                *self._place(folder / (expected.file or self.file), expected, start),
                (expected.message, expected.hint),
            )
            for expected in self.expect
        ]

    def _place(self, file: Path, expected: Expected, start: int) -> tuple[int, int] | tuple[None, None]:
        if expected.at is None:
            return None, None
        content, wanted = file.read_bytes(), _as_read(expected.at.encode())
        inserted = _as_read(self.inserted)
        if expected.after is None and file.name == self.file and inserted.count(wanted) == 1:
            before = _as_read(content[:start]) + inserted[: inserted.index(wanted)]
        else:
            whole = _as_read(content)
            before = whole[: _find(whole, wanted, expected.after)]
        text = before.decode()
        return text.count("\n") + 1, len(text) - text.rfind("\n")


def prepare(folder: Path, ground: str) -> None:
    """Edit a copy of the policy so that it says more, and is still right."""
    for edit in yaml.safe_load((Path(__file__).parent / "ground" / f"{ground}.yaml").read_text("utf-8")):
        ready = Ground.model_validate(edit)
        with (folder / ready.file).open("a", encoding="utf-8") as file:
            file.write(ready.append)


def _as_read(content: bytes) -> bytes:
    """Write what is no UTF-8 as U+FFFD, so that an example can name its place."""
    return content.decode(errors="replace").encode()


def _find(content: bytes, wanted: bytes, after: str | None) -> int:
    if after is None:
        assert content.count(wanted) == 1, f"{wanted!r} stands {content.count(wanted)} times"
        return content.index(wanted)
    assert content.count(after.encode()) == 1, f"{after!r} stands {content.count(after.encode())} times"
    return content.index(wanted, content.index(after.encode()) + len(after.encode()))


@cache
def _read_example(path: Path) -> Example:
    return Example.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the project."""
    return ROOT


@pytest.fixture
def policy_copy(tmp_path: Path) -> Path:
    """A copy of the real policy, to be edited."""
    return copytree(POLICY, tmp_path / POLICY.name, ignore=lambda _, names: {"scenarios"} & set(names))


@pytest.fixture(scope="session")
def apply_example() -> Callable[[Path, Path], list[Expectation]]:
    """Apply the edit of an example to a folder, and return the problems that must be found."""
    return lambda example, folder: _read_example(example).apply(folder)


@pytest.fixture(scope="session")
def broken_policy(
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Path], tuple[Path, list[Expectation]]]:
    """Return the folder of a policy with the edit of an example, and the problems to be found in it."""
    home = tmp_path_factory.mktemp("broken")

    @cache
    def make(example: Path) -> tuple[Path, list[Expectation]]:
        folder = home / example.stem / POLICY.name
        copytree(POLICY, folder, ignore=lambda _, names: {"scenarios"} & set(names))
        return folder, _read_example(example).apply(folder)

    return make


@pytest.fixture(scope="session")
def refusal(
    broken_policy: Callable[[Path], tuple[Path, list[Expectation]]],
) -> Callable[[Path], InvalidPolicyError]:
    """Return how the policy with the edit of an example is refused: nothing is half-loaded."""

    @cache
    def find(example: Path) -> InvalidPolicyError:
        with pytest.raises(InvalidPolicyError) as caught:
            load_policy(path=broken_policy(example)[0])
        return caught.value

    return find


@pytest.fixture(scope="session")
def found_problems(refusal: Callable[[Path], InvalidPolicyError]) -> Callable[[Path], tuple[Problem, ...]]:
    """Return the problems that are found in the policy with the edit of an example."""
    return lambda example: refusal(example).problems
