"""Which names are zones, and how the zones of answers compare, copy and travel."""

import copy
import pickle
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ptc_service_policy import (
    BusinessCalendar,
    BusinessTimeError,
    Contract,
    InvalidContractError,
    PolicyError,
)
from ptc_service_policy.business_time import zones
from ptc_service_policy.business_time.zones import known_zones, offsets_between, read_zone

NO_ZONES = [
    *("localtime", "posixrules", "Factory"),
    *("/usr/share/zoneinfo/Europe/Paris", "../zoneinfo/Europe/Paris", "Europe/../Europe/Paris", "./UTC"),
    *(
        "posix/Europe/Paris",
        "right/Europe/Paris",
        "europe/paris",
        "Europe",
        "Europe/Paris\0",
        "zone.tab",
        "..",
    ),
    *("zone.tab", "CET-1CEST", "Europe\\Paris", "Paris", " Europe/Paris", "Europe/Paris/"),
]


@pytest.mark.parametrize("name", [*NO_ZONES, "", None, 3, b"UTC", ["UTC"]])
def test_what_is_no_zone_is_refused(name: Any) -> None:
    with pytest.raises(BusinessTimeError) as refused:
        read_zone(name)
    assert [problem.code for problem in refused.value.problems] == ["PSP602"]


@pytest.mark.parametrize("name", NO_ZONES)
def test_calendars_and_contracts_refuse_it(name: str) -> None:
    with pytest.raises(BusinessTimeError):
        BusinessCalendar(name, {})
    with pytest.raises(InvalidContractError) as refused:
        Contract(offering="premium", time_zone=name, holidays="none")
    assert [problem.code for problem in refused.value.problems] == ["PSP501"]


def test_a_name_that_is_near_none_is_told_the_first_eight() -> None:
    with pytest.raises(InvalidContractError) as refused:
        Contract(offering="premium", time_zone="?", holidays="none")
    (problem,) = refused.value.problems
    listed = f"Choose from: {', '.join(known_zones()[:8])}, …"
    assert problem.hint.en == f"Write it as in Europe/Paris. {listed}"
    with pytest.raises(BusinessTimeError) as refused_alike:
        BusinessCalendar("?", {})
    (problem,) = refused_alike.value.problems
    assert problem.hint.en == f"Write it as in Europe/Paris. {listed}"


@pytest.mark.parametrize("name", ["localtime", "posixrules", "Factory"])
def test_what_depends_on_the_machine_is_refused_with_the_reason(name: str) -> None:
    terms = {"offering": "premium", "time_zone": name, "holidays": "none"}
    for build in (lambda: BusinessCalendar(name, {}), lambda: Contract.model_validate(terms)):
        with pytest.raises(PolicyError) as refused:
            build()
        (problem,) = refused.value.problems
        assert "depends on the machine" in problem.hint.en
        assert "dépend de la machine" in problem.hint.fr


def test_every_name_is_a_zone() -> None:
    assert {"UTC", "Etc/UTC", "Europe/Paris", "America/Argentina/Buenos_Aires"} <= set(known_zones())
    assert [read_zone(name).key for name in known_zones()] == list(known_zones())


def test_damaged_data_are_no_zone(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    tmp_path.joinpath("zoneinfo").mkdir()
    tmp_path.joinpath("zoneinfo", "Damaged").write_bytes(b"TZif")
    monkeypatch.setattr(zones, "_package", lambda: tmp_path)
    monkeypatch.setattr(zones, "known_zones", lambda: ("Damaged", "Missing"))
    for name in ("Damaged", "Missing"):
        with pytest.raises(BusinessTimeError):
            read_zone(name)


TRAVELS: list[Callable[[Any], Any]] = [
    lambda value: pickle.loads(pickle.dumps(value)),
    *(lambda value, protocol=protocol: pickle.loads(pickle.dumps(value, protocol)) for protocol in (4, 5)),
    copy.copy,
    copy.deepcopy,
]


@pytest.mark.parametrize("travel", TRAVELS)
def test_a_zone_is_the_same_after_a_journey(travel: Callable[[Any], Any]) -> None:
    zone = read_zone("Europe/Paris")
    at = datetime(2026, 10, 25, 2, 30, tzinfo=zone, fold=1)
    assert travel(zone) is zone
    assert travel(at).tzinfo is zone
    assert travel(at) == at
    assert travel(at).utcoffset() == timedelta(hours=1)


def test_threads_get_one_zone() -> None:
    with ThreadPoolExecutor(8) as pool:
        found = {id(zone) for name in known_zones()[:50] for zone in pool.map(read_zone, [name] * 8)}
    assert len(found) == 50


@pytest.mark.parametrize("fold", [0, 1])
@pytest.mark.parametrize("hour", [0, 1, 3, 12])
def test_an_instant_equals_that_of_a_plain_zone(hour: int, fold: int) -> None:
    ours, plain = (
        datetime(2026, 10, 25, hour, 30, tzinfo=zone, fold=fold)
        for zone in (read_zone("Europe/Paris"), ZoneInfo("Europe/Paris"))
    )
    assert ours == plain
    assert hash(ours) == hash(plain)
    assert not ours < plain
    assert ours - plain == timedelta()


@pytest.mark.parametrize("fold", [0, 1])
def test_in_a_repeated_hour_it_equals_no_other_zone_as_python_has_it(fold: int) -> None:
    ours, plain = (
        datetime(2026, 10, 25, 2, 30, tzinfo=zone, fold=fold)
        for zone in (read_zone("Europe/Paris"), ZoneInfo("Europe/Paris"))
    )
    assert ours != plain
    assert ours - plain == timedelta()
    assert ours.astimezone(UTC) == plain.astimezone(UTC)


def test_offsets_are_found_to_the_second() -> None:
    first, last = (int(datetime(2026, month, 1, tzinfo=UTC).timestamp()) for month in (1, 12))
    changes = [
        (datetime.fromtimestamp(second, UTC).isoformat(), offset // 3600)
        for second, offset in offsets_between(read_zone("Europe/Paris"), first, last)
    ]
    assert changes == [
        ("2026-01-01T00:00:00+00:00", 1),
        ("2026-03-29T01:00:00+00:00", 2),
        ("2026-10-25T01:00:00+00:00", 1),
    ]
    assert list(offsets_between(read_zone("Europe/Paris"), first, first)) == [(first, 3600)]
