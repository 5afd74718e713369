"""Four published versions: what stands in their files, and beside it, in plain terms, what that says."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tests.published import publish

from ptc_service_policy.authoring.publishing import freeze_holidays, lock_as_they_are

Hours = dict[int, list[tuple[str, str]]]
"""By weekday, from Monday, 0, on."""

# Whom each version governs: customers who signed first may stay on the old line, others follow after a
# quarter; the last one waits for their renewal, until the one before is withdrawn.
JOURNAL: list[dict[str, Any]] = [
    {"id": "e1", "recorded": date(2025, 11, 20), "edition": "1.0.0", "new_contracts": "always",
     "others": "none"},
    {"id": "e2", "recorded": date(2026, 6, 1), "edition": "1.1.0",
     "new_contracts": {"from": date(2026, 7, 1)},
     "others": [{"governed_by": "1.0.0", "with": {"grandfathered": True}, "stay": True},
                {"governed_by": "1.0.0", "from": date(2026, 10, 1)}]},
    {"id": "e3", "recorded": date(2027, 2, 1), "edition": "1.0.1", "new_contracts": "never",
     "others": [{"governed_by": "1.0.0", "from": date(2027, 3, 1)},
                {"governed_by": "1.1.0", "stay": True}]},
    {"id": "e4", "recorded": date(2027, 6, 1), "edition": "2.0.0",
     "new_contracts": {"from": date(2027, 7, 1)},
     "others": [{"governed_by": "1.1.0", "at": "first-renewal-from", "from": date(2027, 7, 1)},
                {"governed_by": "1.0.1", "stay": True}]},
    {"id": "e5", "recorded": date(2028, 8, 1), "withdraw": "1.1.0", "from": date(2028, 9, 1),
     "instead": "2.0.0", "reason": {"fr": "Remplacée.", "en": "Superseded."}},
]  # fmt: skip

_PREMIUM = "value: { within: { business_days: 1 }, hours: { register: business-days } }"
_STANDARD = "within: { business_days: 2 }"
_ROADMAP = "  product-roadmap:\n    values:\n      standard: { methods: [email], frequency: quarterly }"
_CUSTOMERS = "premium: { methods: [videoconference, email, phone], frequency: weekly, held_with"
_REVIEW = (
    "premium: { methods: [in-person, videoconference], frequency: monthly }\n    source: [table-2-service"
)
_WEEK = "".join(
    f'          {day}: [{{ opens: "09:00", closes: "17:00" }}]\n'
    for day in ("mon", "tue", "wed", "thu", "fri")
)
_SPLIT = "".join(
    f'          {day}: [{{ opens: "08:30", closes: "12:30" }}, {{ opens: "13:30", closes: "{closes}" }}]\n'
    for day, closes in (
        ("mon", "18:00"),
        ("tue", "18:00"),
        ("wed", "18:00"),
        ("thu", "18:00"),
        ("fri", "16:00"),
    )
)
_PERIODS = """        periods:
          - first: 2026-08-01
            last: 2026-08-31
            each_year: true
            weekly:
              mon: [{ opens: "10:00", closes: "15:00" }]
              tue: [{ opens: "10:00", closes: "15:00" }]
              thu: [{ opens: "10:00", closes: "15:00" }]
              fri: [{ opens: "10:00", closes: "15:00" }]
          - first: 2028-01-01
            weekly:
              mon: [{ opens: "09:00", closes: "16:30" }]
              tue: [{ opens: "09:00", closes: "16:30" }]
              wed: [{ opens: "09:00", closes: "12:00" }]
              thu: [{ opens: "09:00", closes: "16:30" }]
              fri: [{ opens: "09:00", closes: "16:30" }]
"""
_LONG_DAYS = """hours:
  long-days:
    name: { fr: De 7 h à 21 h, en: From 7 to 21 }
    time_zone: contract
    weekly:
      mon: [{ opens: "07:00", closes: "21:00" }]
      tue: [{ opens: "07:00", closes: "21:00" }]
      wed: [{ opens: "07:00", closes: "21:00" }]
      thu: [{ opens: "07:00", closes: "21:00" }]
      fri: [{ opens: "07:00", closes: "21:00" }]
      sat: [{ opens: "07:00", closes: "21:00" }]

charges:
"""

# What 2.0.0 answers itself is told beside its register.
_OF_TARGETS = (
    "      en: The two objectives name Standard and Premium only; the parties to a TSAM contract may agree "
    "on a time.\n"
)
_OF_PERIODS = (
    "      en: The offering goes with a contract, and so the customer gets the first period in full.\n"
)

EDITS = {
    "1.1.0": {
        "service-levels.yaml": [
            (_STANDARD, "within: { business_days: 3 }"),
            (_PREMIUM, "value: { within: { business_hours: 6 } }"),
        ],
        "availability.yaml": [(_WEEK, _SPLIT)],
        "cadences.yaml": [
            (_ROADMAP, _ROADMAP.replace("quarterly", "monthly")),
            (_CUSTOMERS, _CUSTOMERS.replace("weekly", "monthly")),
        ],
    },
    "1.0.1": {"availability.yaml": [(_WEEK, _WEEK + _PERIODS)]},
    "2.0.0": {
        "service-levels.yaml": [
            (
                "value: { within: { business_days: 2 }, hours: { register: business-hours-for-standard } }",
                "value: { within: { business_days: 2 }, until: '12:00', cut_off: '15:00',"
                " hours: { register: business-hours-for-standard } }",
            ),
            (_PREMIUM, "value: { within: { business_hours: 10 },"
             " hours: { hours: long-days, closed_on: [recognised-holidays] } }"),
            ("tsam: { register: response-target-for-tsam }", "tsam: { within: { hours: 24 } }"),
        ],
        "vocabulary.yaml": [("charges:\n", _LONG_DAYS)],
        "register.yaml": [
            (_OF_TARGETS, _OF_TARGETS + "    about: [targets.response]\n"),
            (_OF_PERIODS, _OF_PERIODS + "    about: [deliveries.service-review]\n"),
        ],
        "cadences.yaml": [
            (_REVIEW, _REVIEW.replace("monthly", "quarterly")),
            ("periods_from: { register: cadence-periods }", "periods_from: calendar"),
        ],
    },
}  # fmt: skip


def _week(opens: str, closes: str, last_day: int = 4) -> Hours:
    return {day: [(opens, closes)] for day in range(last_day + 1)}


_NINE_TO_FIVE = _week("09:00", "17:00")
_SPLIT_DAY = [("08:30", "12:30"), ("13:30", "18:00")]
_STANDARD_CADENCES = {
    "service-review": (("videoconference",), "quarterly"),
    "customer-intelligence": (("email",), "quarterly"),
    "product-roadmap": (("email",), "quarterly"),
}
_PREMIUM_CADENCES = {
    "service-review": (("in-person", "videoconference"), "monthly"),
    "customer-intelligence": (("videoconference", "email", "phone"), "weekly"),
    "product-roadmap": (("in-person", "videoconference"), "monthly"),
    "proactive-contact": (("teleconference",), "weekly"),
}
_TSAM_CADENCES = {"proactive-contact": (("teleconference",), "weekly")}
_CADENCES = {"standard": _STANDARD_CADENCES, "premium": _PREMIUM_CADENCES, "tsam": _TSAM_CADENCES}
_FIRST: dict[str, Any] = {
    "hours": _NINE_TO_FIVE,
    "periods": [],
    "targets": {
        "standard": {"business_days": 2, "on": "working-days"},
        "premium": {"business_days": 1, "on": "working-days"},
    },
    "cadences": _CADENCES,
    "by_calendar": False,
}

SAYS: dict[str, dict[str, Any]] = {
    "1.0.0": _FIRST,
    "1.1.0": {
        **_FIRST,
        "hours": {**dict.fromkeys(range(4), _SPLIT_DAY), 4: [("08:30", "12:30"), ("13:30", "16:00")]},
        "targets": {
            "standard": {"business_days": 3, "on": "working-days"},
            "premium": {"business_hours": 6, "on": "working-hours"},
        },
        "cadences": {
            **_CADENCES,
            "standard": {**_STANDARD_CADENCES, "product-roadmap": (("email",), "monthly")},
            "premium": {
                **_PREMIUM_CADENCES,
                "customer-intelligence": (("videoconference", "email", "phone"), "monthly"),
            },
        },
    },
    "1.0.1": {
        **_FIRST,
        "periods": [
            {"months": (8,), "hours": {day: [("10:00", "15:00")] for day in (0, 1, 3, 4)}},
            {"from": date(2028, 1, 1), "hours": {**_week("09:00", "16:30"), 2: [("09:00", "12:00")]}},
        ],
    },
    "2.0.0": {
        **_FIRST,
        "targets": {
            "standard": {"business_days": 2, "on": "working-days", "until": "12:00", "cut_off": "15:00"},
            "premium": {"business_hours": 10, "on": "named", "weekly": _week("07:00", "21:00", 5)},
            "tsam": {"on": "always", "elapsed": timedelta(hours=24)},
        },
        "cadences": {
            **_CADENCES,
            "premium": {
                **_PREMIUM_CADENCES,
                "service-review": (("in-person", "videoconference"), "quarterly"),
            },
        },
        "by_calendar": True,
    },
}

FROZEN = {"bavaria": "DE-BY", "california": "US-CA"}
"""Calendars that are frozen, and mended by hand afterwards: a day more, and one less."""
REVIEWED = """name: { fr: Jours fériés revus, en: Reviewed holidays }
country: FR
added: { 2026-12-24: { fr: Pont, en: Bridge day }, 2027-05-07: { fr: Pont, en: Bridge day } }
removed: { 2026-05-25: { fr: Travaillé, en: Worked }, 2028-06-05: { fr: Travaillé, en: Worked } }
reviewed: { first: 2025-01-01, last: 2029-12-31 }
"""


def write_policies(folder: Path) -> Path:
    """Write the calendars and the versions, locked, with their journal."""
    folder.mkdir()
    for name, place in FROZEN.items():
        file = freeze_holidays(folder, place, 2025, 2029, name)
        kept = [line for line in file.read_text("utf-8").splitlines() if not line.startswith("  2027-01-06")]
        more = "  2026-11-20: { fr: Fête, en: Local feast }"
        kept.insert(next(place for place, line in enumerate(kept) if line.startswith("  2026-11-")), more)
        file.write_text("\n".join(kept) + "\n", "utf-8")
    folder.joinpath("calendars", "reviewed.yaml").write_text(REVIEWED, "utf-8")
    publish(folder, JOURNAL, EDITS)
    lock_as_they_are(folder)
    return folder
