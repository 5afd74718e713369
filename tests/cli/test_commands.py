"""The command line as a user runs it: what it prints and how it exits."""

import json
import os
import pty
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from tests.commands import ptc_policy
from tests.plainly import plainly

import ptc_service_policy
from ptc_service_policy import load_policy
from ptc_service_policy.authoring.offered_ids import read_offered_ids
from ptc_service_policy.authoring.schemas import SCHEMA_MODELS, schema_of, write_schema
from ptc_service_policy.loading.versions import newest_version
from ptc_service_policy.topics.registry import topics

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "policies" / "1.0.0"
PREMIUM = ("--offering", "premium", "--time-zone", "Europe/Paris", "--holidays", "FR")


def as_json(*arguments: str | Path) -> Any:
    done = ptc_policy(*arguments, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


CONTRACT = """\
offering: premium
deployment: saas
time_zone: Europe/Paris
holidays: FR
start: 2026-01-15
hours:
  weekly:
    mon: [{ opens: "08:00", closes: "16:00" }]
    tue: [{ opens: "08:00", closes: "16:00" }]
  approved_by: PTC Customer Success
"""


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    path = tmp_path / "contract.yaml"
    path.write_text(CONTRACT, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("arguments", "language", "expected"),
    [
        (("answer", "entitlement", "risk-mitigation", "--offering", "standard"), "en", "Answer: no\n"),
        (("answer", "entitlement", "risk-mitigation", "--offering", "standard"), "fr", "Réponse : non\n"),
        (
            ("answer", "delivery", "service-review", "--offering", "premium"),
            "fr",
            "Réponse : une fois par mois, en personne ou par visioconférence\n"
            "Fondement : énoncé par la source\nFermeté : obligation\nMotif : ",
        ),
        (
            ("answer", "delivery", "service-review", "--offering", "tsam"),
            "en",
            "Answer: not stated\nBasis: not stated by the source\nWhy: ",
        ),
        (
            ("answer", "language", "--offering", "standard"),
            "fr",
            "Réponse : susceptible de plusieurs lectures\nFondement : ambigu dans la source\nMotif : ",
        ),
        (
            ("answer", "due", *PREMIUM, "--received", "2026-04-03T16:30[Europe/Paris]"),
            "en",
            "Answer: by Tuesday 7 April 2026 at 17:00 (Europe/Paris); "
            "by Tuesday 7 April 2026 at 16:30 (Europe/Paris) if receipt and last day "
            "are counted in the strictest way\n"
            "Basis: interpreted\n",
        ),
        (
            (
                "answer",
                "due",
                *PREMIUM,
                "--received",
                "2026-04-03T14:30Z",
                "--reading",
                "response-expiry=end-of-day",
            ),
            "fr",
            "Réponse : au plus tard le mardi 7 avril 2026 à 24 h (Europe/Paris) ; "
            "le mardi 7 avril 2026 à 16 h 30 (Europe/Paris) si la réception et le "
            "dernier jour se comptent de la façon la plus stricte\n"
            "Fondement : interprété\n",
        ),
        (
            ("answer", "availability", *PREMIUM, "--at", "2026-04-06T10:00+02:00"),
            "en",
            "Answer: on request\nBasis: interpreted\n",
        ),
        (
            ("answer", "availability", *PREMIUM, "--at", "2026-04-07T10:00+02:00"),
            "fr",
            "Réponse : joignable\nFondement : interprété\n",
        ),
    ],
)
def test_answers_in_words(arguments: tuple[str, ...], language: str, expected: str) -> None:
    done = ptc_policy(*arguments, "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(expected)


@pytest.mark.parametrize("command", [("answer", "charge", "--offering", "premium"), ("show", "charge")])
def test_only_who_reads_another_language_than_the_source_is_told_of_the_translation(
    command: tuple[str, ...],
) -> None:
    assert "The service description is written in French" in ptc_policy(*command, "--lang", "en").stdout
    assert "notre traduction" not in ptc_policy(*command, "--lang", "fr").stdout


def test_the_language_may_come_from_the_environment() -> None:
    arguments = ("answer", "entitlement", "maintenance", "--offering", "premium")
    assert ptc_policy(*arguments, PTC_POLICY_LANG="fr").stdout.startswith("Réponse : oui")
    assert ptc_policy(*arguments, "--lang", "en", PTC_POLICY_LANG="fr").stdout.startswith("Answer: yes")


def test_an_answer_in_json_holds_both_languages_and_its_citations() -> None:
    answer = as_json("answer", "due", *PREMIUM, "--received", "2026-04-03T16:30+02:00")
    assert answer["value"]["due"] == "2026-04-07T17:00:00+02:00"
    assert [day["day"] for day in answer["value"]["skipped"]] == ["2026-04-04", "2026-04-05", "2026-04-06"]
    assert answer["basis"] == "interpreted"
    assert set(answer["reason"]) == {"fr", "en"}
    assert answer["citations"][0]["id"] == "response-target-premium"
    assert answer["policy_version"] == "1.0.0"


def test_a_contract_file_answers_and_options_win_over_it(contract: Path) -> None:
    at = ("--at", "2026-04-07T08:30[Europe/Paris]")
    assert as_json("answer", "availability", "--contract", contract, *at)["value"] == "available"
    moved = as_json("answer", "availability", "--contract", contract, "--time-zone", "America/New_York", *at)
    assert moved["value"] == "unavailable"


def test_obligations_with_what_was_delivered() -> None:
    found = as_json(
        "answer", "obligations", "--offering", "standard", "--time-zone", "Europe/Paris", "--holidays", "FR",
        "--start", "2026-01-31", "--from", "2026-02-01", "--until", "2026-06-01", "--as-of", "2026-05-04",
        "--delivered", "service-review=2026-02-03",
    )  # fmt: skip
    states = {(each["subject"], each["first"]): each["fulfilment"] for each in found["value"]}
    assert states["service-review", "2026-01-31"] == "met"
    assert states["product-roadmap", "2026-01-31"] == "missed"
    assert states["product-roadmap", "2026-04-30"] == "due"


def test_obligations_in_words_name_what_has_no_dates() -> None:
    done = ptc_policy(
        *("answer", "obligations", *PREMIUM, "--start", "2026-01-15"),
        *("--from", "2026-02-01", "--until", "2026-02-08", "--lang", "fr"),
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        "\n  - Évaluation des services, du jeudi 15 janvier 2026 au samedi 14 février 2026 ; " in done.stdout
    )
    assert "Services compris, mais sans date d" in done.stdout
    assert "Atténuation des risques" in done.stdout


SHOWN = [
    *("all", "offerings", "services", "register"),
    *(each.name for each in topics() if not each.needs_contract),
]


@pytest.mark.parametrize("part", SHOWN)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_show_writes_words_and_no_python(part: str, language: str) -> None:
    done = ptc_policy("show", part, "--lang", language)
    assert (done.returncode, done.stderr) == (0, "")
    assert not {"None", "True", "False", "Decision("} & set(done.stdout.split())
    assert "=" not in done.stdout


def test_show_as_json_has_every_cell_with_its_basis() -> None:
    shown = as_json("show", "entitlement")
    assert set(shown) == {"version", "digest", "answers"}
    assert len(shown["answers"]) == 15
    cells = [cell for row in shown["answers"] for cell in row["answers"].values()]
    assert len(cells) == 45
    assert {cell["basis"] for cell in cells} == {"stated"}


def test_show_marks_what_is_interpreted_ambiguous_or_not_stated() -> None:
    languages = ptc_policy("show", "language").stdout
    assert "\u2502 ? " in languages
    assert "Basis of the answers: * interpreted; ? ambiguous in the source; - not stated" in languages
    targets = ptc_policy("show", "target").stdout
    assert "\u2502 - " in targets
    assert "target response" in targets


@pytest.mark.parametrize(
    ("part", "language", "said"),
    [
        ("target", "fr", "(objectif ; portée : toute demande du client"),
        ("sale", "en", "term of the subscription (usual)"),
        ("working-hours", "en", "(usual regarding the times)"),
        ("commitment", "fr", "oui (obligation, énumération non limitative)"),
        ("entitlement", "en", "yes (scope: major incidents"),
        ("on-request", "en", "with notice (optional, at PTC's discretion)"),
    ],
)
def test_show_says_how_firmly_and_within_what_scope(part: str, language: str, said: str) -> None:
    shown = ptc_policy("show", part, "--lang", language).stdout
    columns = zip(*(line.split("\u2502") for line in shown.splitlines() if "\u2502" in line), strict=True)
    cells = " ".join(" ".join(cell.strip() for cell in column) for column in columns)
    assert said in plainly(cells)


def test_show_asks_in_every_case_that_an_answer_depends_on() -> None:
    folder = ROOT / "tests" / "descriptions" / "severity" / "1.0.0"
    rows = as_json("show", "target", "--policy", folder)["answers"]
    assert {row["case"].get("severity") for row in rows} > {"s1", "s2"}


def test_show_tells_the_register_with_numbers_readings_and_what_is_chosen() -> None:
    policy = load_policy()
    shown = as_json("show", "register")
    assert set(shown) == {"version", "digest", "register"}
    for name, entry in policy.register.items():
        told = shown["register"][name]
        assert (told["number"], told["text_is"], told["chosen"]) == (
            entry.number,
            entry.text_is,
            entry.chosen,
        )
        assert set(told["readings"]) == set(entry.readings)
    lines = ptc_policy("show", "register", "--lang", "fr").stdout
    assert "as-received (retenue) : Le jour de sa réception" in lines
    assert "on-business-day : Reçue un jour qui n'est pas" in lines


def test_the_version_of_the_program() -> None:
    assert ptc_policy("--version").stdout == f"ptc-policy {version('ptc-service-policy')}\n"


def test_the_program_is_a_module_too_and_the_library_knows_its_version() -> None:
    command = [sys.executable, "-m", "ptc_service_policy", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == version("ptc-service-policy") == ptc_service_policy.__version__


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("answer", "entitlement", "risk-mitigatoin", "--offering", "premium"), 2, "PSP702"),
        (("answer", "entitlement", "maintenance", "--offering", "premum"), 2, "PSP701"),
        (("answer", "due", *PREMIUM, "--received", "2026-04-03T16:30"), 2, "PSP601"),
        (("answer", "due", *PREMIUM, "--received", "yesterday"), 2, "2026-04-03T16:30+02:00"),
        (("answer", "due", *PREMIUM, "--received", "2026-04-03T16:30[Mars/Olympus]"), 2, "2026-04-03T16:30"),
        (("answer", "due", *PREMIUM, "--received", "9999-12-31T23:59Z"), 2, "PSP6"),
        (("answer", "due", *PREMIUM, "--received", "2026-04-03T16:30Z", "--pause", "x"), 2, "DÉBUT/FIN"),
        (
            ("answer", "due", *PREMIUM, "--received", "2026-04-03T16:30Z", "--reading", "x"),
            2,
            "ENTRÉE=LECTURE",
        ),
        (("answer", "due", *PREMIUM, "--received", "2026-04-03T16:30Z", "--reading", "x=y"), 1, "PSP505"),
        (("answer", "due", "--received", "2026-04-03T16:30Z"), 1, "PSP202"),
        (
            ("answer", "due", "--offering", "premium", "--received", "2026-04-03T16:30Z"),
            1,
            "`--time-zone`, ou nommez un contrat par `--contract`",
        ),
        (("answer", "due", *PREMIUM), 2, "--received"),
        (("answer", "due", "respons", *PREMIUM, "--received", "2026-04-03T16:30Z"), 2, "PSP716"),
        (("answer", "limit", "--offering", "premium"), 2, "PSP723"),
        (("answer", "charge", "--offering", "premium", "--attribute", "severity"), 2, "NOM=VALEUR"),
        (("answer", "workload", *PREMIUM, "--used", "open-cases"), 2, "LIMITE=VALEUR"),
        (("answer", "workload", *PREMIUM, "--used", "open-cases=many"), 2, "LIMITE=VALEUR"),
        (("answer", "workload", *PREMIUM, "--used", "open-cases=-1"), 2, "PSP708"),
        (("answer", "compare", "premium"), 2, "--offering"),
        (("answer", "compare", "premum", "--offering", "standard"), 2, "PSP701"),
        (("answer", "nonsense", "--offering", "standard"), 2, "nonsense"),
        (("answer", "due", "--contract", "nowhere.yaml", "--received", "2026-04-03T16:30Z"), 1, "PSP003"),
        (("answer", "obligations", *PREMIUM, "--from", "2026-01-01", "--until", "2026-02-01"), 1, "PSP509"),
        (
            ("answer", "entitlement", "maintenance", "--offering", "premium", "--policy-version", "9.9.9"),
            2,
            "PSP404",
        ),
        (
            ("answer", "entitlement", "maintenance", "--offering", "premium", "--policy", "nowhere"),
            1,
            "PSP006",
        ),
        (("show", "nonsense"), 2, "nonsense"),
        (("show", "--lang", "de"), 2, "fr, en"),
        (("schema", "offering"), 2, "offerings"),
        (("check", "nowhere"), 1, "PSP006"),
        (("nonsense",), 2, "nonsense"),
    ],
)
def test_bad_input_is_said_without_a_traceback(arguments: tuple[str, ...], code: int, said: str) -> None:
    done = ptc_policy(*arguments, PTC_POLICY_LANG="fr")
    output = done.stdout + done.stderr
    assert done.returncode == code, output
    assert said in output
    assert "Traceback" not in output


def test_an_invalid_contract_file_is_placed(contract: Path) -> None:
    contract.write_text(CONTRACT.replace("Europe/Paris", "Europe/Pari"), encoding="utf-8")
    done = ptc_policy("answer", "due", "--contract", contract, "--received", "2026-04-03T16:30Z")
    assert done.returncode == 1
    assert done.stderr.startswith(f"{contract}:3:12 PSP501 ")
    assert "Europe/Paris" in done.stderr


def test_check_of_the_real_policies_is_fine() -> None:
    for folder in ("policies", "policies/1.0.0"):
        done = ptc_policy("check", folder, "--as-of", "2026-11-23")
        assert (done.returncode, done.stdout) == (0, f"No problem in {folder}.\n")


def test_check_prints_every_problem_as_file_line_column_code(tmp_path: Path) -> None:
    folder = tmp_path / "1.0.0"
    shutil.copytree(POLICY, folder)
    offerings = folder / "offerings.yaml"
    text = offerings.read_text("utf-8").replace("charge:", "chrage:")
    offerings.write_text(text, encoding="utf-8")
    done = ptc_policy("check", folder, "--lang", "fr")
    lines = [line for line in done.stdout.splitlines() if " PSP" in line]
    keys = text.splitlines()
    assert done.returncode == 1
    assert len(lines) == 1
    assert lines[0].startswith(f"{folder}/offerings.yaml:{keys.index('chrage:') + 1}:1 PSP201 ")
    assert "    Vouliez-vous dire charge ?\n" in done.stdout
    assert done.stdout.endswith("Nombre de problèmes : 1.\n")


def test_check_as_json_lists_problems_in_both_languages(tmp_path: Path) -> None:
    shutil.copytree(POLICY, tmp_path / "1.0.0")
    (tmp_path / "1.0.0" / "engagement.yaml").unlink()
    done = ptc_policy("check", tmp_path / "1.0.0", "--format", "json")
    problems = json.loads(done.stdout)
    assert done.returncode == 1
    assert [problem["code"] for problem in problems] == ["PSP001"]
    assert set(problems[0]["message"]) == {"fr", "en"}


def test_check_finds_a_published_version_that_changed(tmp_path: Path) -> None:
    folder = tmp_path / "policies"
    shutil.copytree(ROOT / "policies", folder)
    engagement = folder / "1.0.0" / "engagement.yaml"
    engagement.write_text(
        engagement.read_text("utf-8").replace("maximum: 30", "maximum: 40"), encoding="utf-8"
    )
    done = ptc_policy("check", folder)
    assert done.returncode == 1
    assert f"{folder}/published.lock.yaml:4:13 PSP403 " in done.stdout


def test_schema_prints_lists_and_writes(tmp_path: Path) -> None:
    names = ptc_policy("schema").stdout.split()
    committed = {path.name.removesuffix(".schema.json") for path in (ROOT / "schemas" / "v1").glob("*.json")}
    assert set(names) == committed
    ids = read_offered_ids(ROOT / "policies" / newest_version(ROOT / "policies"))
    made = {name: write_schema(schema_of(name, SCHEMA_MODELS[name], ids)) for name in names}
    assert ptc_policy("schema", "offerings").stdout == made["offerings"]
    assert ptc_policy("schema", "--write", tmp_path).returncode == 0
    for name, text in made.items():
        assert (tmp_path / f"{name}.schema.json").read_text("utf-8") == text


def test_schema_wants_a_folder_that_exists(tmp_path: Path) -> None:
    assert ptc_policy("schema", "offerings", "--for", tmp_path / "none").returncode == 2


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("answer", "due", *PREMIUM, "--received", "2026-04-03T16:30[Europe/Paris]", "--lang", "fr"), 0),
        (("answer", "delivery", "service-review", "--offering", "premium", "--format", "json"), 0),
        (("show", "register"), 0),
        (("check", "nowhere", "--lang", "fr"), 1),
        (("answer", "due", "--contract", "nowhere.yaml", "--received", "2026-04-03T16:30Z"), 1),
        (("answer", "charge", "--offering", "premium", "--attribute", "severity"), 2),
        (("test", "--fail-under", "101"), 2),
        (("bulk", "gone.csv", "--contracts", "gone.yaml", "-o", "a.csv"), 2),
        (("publish", "7.0.0"), 2),
        ((), 2),
    ],
)
def test_a_process_of_its_own_prints_and_exits_the_same(arguments: tuple[str, ...], code: int) -> None:
    script = "import sys; sys.argv[0] = 'ptc-policy'; from ptc_service_policy.cli import main; main()"
    plain = {key: value for key, value in os.environ.items() if key not in {"PTC_POLICY_LANG", "FORCE_COLOR"}}
    done = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**plain, "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == code
    within = ptc_policy(*arguments)
    assert (within.stdout, within.stderr) == (plainly(done.stdout), plainly(done.stderr))
    assert within.returncode == code


def test_colours_only_on_a_terminal() -> None:
    arguments = ("answer", "entitlement", "maintenance", "--offering", "premium")
    assert "\x1b[" not in ptc_policy(*arguments).stdout
    leader, follower = pty.openpty()
    command = [sys.executable, "-c", "from ptc_service_policy.cli import main; main()", *arguments]
    env = {**os.environ, "TERM": "xterm-256color"}
    subprocess.run(command, stdout=follower, cwd=ROOT, env=env, check=True)
    os.close(follower)
    shown = os.read(leader, 65536).decode()
    os.close(leader)
    assert "\x1b[" in shown


@pytest.mark.parametrize(("holidays", "remark"), [("GB", "PSP542"), ("GB-ENG", ""), ("FR", "")])
def test_what_is_worth_a_second_look_stands_beside_the_answer(holidays: str, remark: str) -> None:
    terms = ("--offering", "premium", "--time-zone", "Europe/London", "--holidays", holidays)
    run = ptc_policy("answer", "working-hours", *terms)

    assert run.returncode == 0
    assert run.stdout
    assert remark in run.stderr
    assert bool(remark) == ("GB-ENG" in run.stderr) == bool(run.stderr)
