"""Write the texts that were read and approved: ``python -m tests.texts.approve``; read the difference."""

from pathlib import Path

from tests.texts.collecting import Told, texts

from ptc_service_policy.text import LANGUAGES, Language

FOLDER = Path(__file__).parent
APPROVED: dict[Language, Path] = {to: FOLDER / f"approved.{to}.txt" for to in LANGUAGES}


def written(told: list[Told], language: Language) -> str:
    """Write texts in one language, each below its name."""
    return "\n".join(f"=== {each.name}\n{each.text[language].strip()}\n" for each in told)


def main() -> None:
    told = list(texts())
    for language, path in APPROVED.items():
        path.write_text(written(told, language), "utf-8")


if __name__ == "__main__":
    main()
