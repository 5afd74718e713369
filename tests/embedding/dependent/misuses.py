"""Mistakes of a dependent project: mypy and pyright refuse each marked line, and no other."""

from datetime import date, datetime

from ptc_service_policy import BusinessCalendar, Contract, Decision, AppliedPolicy, Policy, ResponseDue


def mistakes(policy: Policy, applied: AppliedPolicy, decision: Decision[ResponseDue | None]) -> None:
    policy.entitlement("premium")  # refused
    policy.entitlement("premium", 3)  # refused
    policy.limits.append("more")  # refused
    policy.version = "2.0.0"  # refused
    policy.apply("premium")  # refused
    decision.value.due  # refused
    decision.reason["de"]  # refused
    decision.basis = "stated"  # refused
    applied.response_due(date(2026, 4, 3))  # refused
    applied.response_due("2026-04-03")  # refused
    applied.obligations("2026-04-03", "2026-04-04")  # refused
    applied.no_such_question()  # refused
    policy.ask("target", "premium", "response").value.within  # refused
    applied.ask("availability", at=datetime(2026, 4, 3)).value.due  # refused
    applied.ask("windows", start=datetime(2026, 4, 3), end=datetime(2026, 4, 4)).value.due  # refused
    Contract(offering=3, time_zone="Europe/Paris", holidays="FR")  # refused
    BusinessCalendar("Europe/Paris", {"mon": [("09:00", "17:00")]}).offset(date(2026, 4, 3), 1, "nearest")  # refused
    if decision:  # refused
        print("always")
    decision.no_such_field  # refused
    applied.response_due(datetime(2026, 4, 3))
