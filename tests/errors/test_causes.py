"""What others say only in English is quoted as such; what the system says is said in both languages."""

import ast
import errno
import re
from pathlib import Path

import pytest

from ptc_service_policy.errors import PolicyError, cause_of, quoted
from ptc_service_policy.loading.strict_yaml import Document
from ptc_service_policy.loading.validation import explain

SOURCE = Path(__file__).parents[2] / "src" / "ptc_service_policy"


@pytest.mark.parametrize(
    ("number", "fr", "en"),
    [
        (errno.ENOENT, "ce fichier ou ce dossier n'existe pas", "No such file or directory"),
        (errno.EACCES, "l'accès est refusé", "Permission denied"),
        (errno.EISDIR, "c'est un dossier", "Is a directory"),
        (
            errno.ENOTTY,
            "message d'origine, en anglais : « Inappropriate ioctl for device »",
            "Inappropriate ioctl for device",
        ),
        (None, "message d'origine, en anglais : « OSError »", "OSError"),
    ],
)
def test_what_stops_a_file_is_said_in_both_languages(number: int | None, fr: str, en: str) -> None:
    error = OSError() if number is None else OSError(number, "words of another library")
    assert (cause_of(error).fr, cause_of(error).en) == (fr, en)


def test_the_words_of_a_library_stand_in_quotation_marks() -> None:
    said = PolicyError.of("PSP299", cause=quoted("Input should be valid.")).problems[0].message
    assert (
        said.fr
        == "Cette valeur n'est pas valide (message d'origine, en anglais : « Input should be valid »)."
    )
    assert said.en == 'This is not valid: as reported: "Input should be valid".'


def test_what_a_schema_says_by_a_keyword_of_its_own_is_quoted() -> None:
    (problem,) = explain(Document("a.yaml", "x", {}, {}), {"maxLength": 0})
    assert problem.code == "PSP299"
    assert re.search("message d'origine, en anglais : « .* »", problem.message.fr)


def test_no_message_is_filled_with_the_bare_words_of_an_error() -> None:
    """Whoever fills a cause gives a text in both languages: no attribute of an error."""
    bare = []
    for file in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg in {"cause", "reason"}:
                said = ast.unparse(node.value)
                if re.match(r"error\.(message|reason|strerror|args)|str\(|f['\"]|detail\[|type\(", said):
                    bare.append(f"{file.name}: {said}")
    assert bare == []
