"""All checks, by name."""

from ptc_service_policy.authoring.checks import (
    attribute_named_as_an_input,
    calendar_not_locked,
    calendar_review_past_due,
    closes_before_it_opens,
    condition_that_no_contract_meets,
    day_added_and_removed,
    day_without_effect,
    delivery_not_included,
    hedge_and_firmness,
    locked_calendar_missing,
    names_lost_in_a_move,
    nothing_normative_cited,
    number_and_value,
    numbers_differ,
    placeholders_differ,
    published_version_missing,
    register_number_changed,
    replaced_term,
    review_past_due,
    time_outside_hours,
    typed_typography,
    unfinished_text,
    untranslated_text,
    withdrawn_never_there,
    wrong_language,
)

CHECKS = (
    untranslated_text.CHECK,
    wrong_language.CHECK,
    placeholders_differ.CHECK,
    numbers_differ.CHECK,
    number_and_value.CHECK,
    unfinished_text.CHECK,
    nothing_normative_cited.CHECK,
    withdrawn_never_there.CHECK,
    day_added_and_removed.CHECK,
    day_without_effect.CHECK,
    typed_typography.CHECK,
    replaced_term.CHECK,
    hedge_and_firmness.CHECK,
    published_version_missing.CHECK,
    review_past_due.CHECK,
    calendar_review_past_due.CHECK,
    attribute_named_as_an_input.CHECK,
    locked_calendar_missing.CHECK,
    calendar_not_locked.CHECK,
    names_lost_in_a_move.CHECK,
    condition_that_no_contract_meets.CHECK,
    register_number_changed.CHECK,
    closes_before_it_opens.CHECK,
    time_outside_hours.CHECK,
    delivery_not_included.CHECK,
)
"""The checks that run after loading, in the order of their codes."""

CHECKED_WHILE_LOADING = (
    "PSP202",  # nothing that the format asks for is missing
    "PSP207",  # what cites names at least one statement
    "PSP208",  # no text is blank, and no gap of a draft is left
    "PSP301",
    "PSP302",
    "PSP304",
    "PSP305",
    "PSP306",
    "PSP307",
    "PSP308",  # every rule has an answer for every offering
    "PSP311",  # every normative statement is encoded or explained
    "PSP312",
    "PSP319",
    "PSP321",  # working hours do not overlap
    "PSP323",
    "PSP326",
    "PSP402",
    "PSP403",  # published versions are unchanged
    "PSP430",  # and so are locked calendars
)
"""The codes of the checks without which no policy loads; their rules stand in ``loading``."""
