"""Answer in zones whose rules changed lately, and print the answers: a script of test_zone_data."""

import json
import pickle
import sys
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

PLACES = {
    "Africa/Casablanca": datetime(2026, 11, 25, 9, 30, tzinfo=UTC),
    "America/Edmonton": datetime(2026, 11, 25, 17, 30, tzinfo=UTC),
    "Europe/Paris": datetime(2026, 10, 23, 14, 30, tzinfo=UTC),
}
WEEK = {day: [["09:00", "17:00"]] for day in ("mon", "tue", "wed", "thu", "fri")}


def scalar(zone: str, at: datetime) -> dict[str, Any]:
    from ptc_service_policy import BusinessCalendar, Contract, load_policy
    from ptc_service_policy.topics.reading import read_instant

    applied = load_policy().apply(Contract(offering="premium", time_zone=zone, holidays="none"))
    due = applied.response_due(at)
    calendar = BusinessCalendar(zone, WEEK)
    value: Any = due.value
    return {
        "due": value.due.isoformat(),
        "reason": due.reason.en,
        "copied": pickle.loads(pickle.dumps(due)).value.due.isoformat(),
        "next": str(applied.next_available(at).value),
        "open": [calendar.is_open(at + timedelta(hours=hour)) for hour in range(24)],
        "windows": [str(window) for window in applied.available_windows(at, at + timedelta(days=3))],
        "open late": calendar.is_open(datetime(2026, 9, 21, 16, 30, tzinfo=UTC)),
        "wall": read_instant(f"2026-11-25T09:00[{zone}]").isoformat(),
    }


def record(zone: str, at: datetime) -> Any:
    from ptc_service_policy import Contract, load_policy

    contract = Contract(offering="premium", time_zone=zone, holidays="none")
    return load_policy().apply(contract).record("due", "response", received=at)


def columns() -> dict[str, Any]:
    import duckdb
    import pyarrow as pa

    from ptc_service_policy import Contract, load_policy
    from ptc_service_policy.columns import AppliedPolicies, AvailabilityQuestion, DueQuestion
    from ptc_service_policy.columns.duckdb import register

    contracts = {zone: Contract(offering="premium", time_zone=zone, holidays="none") for zone in PLACES}
    applied = AppliedPolicies(load_policy(), contracts)
    rows = [(zone, at + timedelta(hours=hour)) for zone, at in PLACES.items() for hour in range(24)]
    keys, instants = zip(*rows, strict=True)
    asked = {"contract": pa.array(keys), "received_at": pa.array(instants, pa.timestamp("us", "UTC"))}
    requests = pa.table({**asked, "at": asked["received_at"]})
    connection = duckdb.connect()
    register(connection, applied)
    connection.register("requests", requests)
    in_duckdb = connection.sql("SELECT epoch(response_due(contract, received_at).due) FROM requests")
    return {
        "due": [str(row) for row in applied.answer(requests, DueQuestion()).read_all().to_pylist()],
        "open": [str(row) for row in applied.answer(requests, AvailabilityQuestion()).read_all().to_pylist()],
        "duckdb": in_duckdb.fetchall(),
    }


def seen_by_the_machine() -> dict[str, str]:
    return {zone: at.astimezone(ZoneInfo(zone)).isoformat() for zone, at in PLACES.items()}


def main(what: str, file: Path) -> Any:
    from ptc_service_policy import environment, load_policy

    match what:
        case "answers":
            return {zone: scalar(zone, at) for zone, at in PLACES.items()} | {"columns": columns()}
        case "without-the-package":
            sys.modules["tzdata"] = None  # type: ignore[assignment]
            data = asdict(environment())["zone_data"]
            return data | {zone: scalar(zone, at)["due"] for zone, at in PLACES.items()}
        case "record-without-the-package":
            sys.modules["tzdata"] = None  # type: ignore[assignment]
            return {zone: record(zone, at).model_dump(mode="json") for zone, at in PLACES.items()}
        case "environment":
            return asdict(environment()) | {"machine": seen_by_the_machine()}
        case "pickle":
            from ptc_service_policy import Contract

            for zone, at in PLACES.items():
                contract = Contract(offering="premium", time_zone=zone, holidays="none")
                due = load_policy().apply(contract).response_due(at)
                file.joinpath(zone.replace("/", "-")).write_bytes(pickle.dumps(due))
    return {each.name: str(pickle.loads(each.read_bytes()).value) for each in sorted(file.iterdir())}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(sys.argv[1], Path(sys.argv[2])), indent=1))
