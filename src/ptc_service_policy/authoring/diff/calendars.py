"""Holiday calendars that are not the same beside both versions: they belong to neither."""

from collections.abc import Iterator

from ptc_service_policy.authoring.diff.edition import Edition
from ptc_service_policy.errors import Problem

_NAME = ("name",)


def with_like_calendars(before: Edition, after: Edition) -> tuple[Edition, Edition]:
    """Return both versions with the calendars that stand beside the new one, and else beside the old one."""
    shared = {**before.files.holiday_calendars, **after.files.holiday_calendars}
    return before.beside(shared), after.beside(shared)


def find_unlike_calendars(before: Edition, after: Edition) -> tuple[Problem, ...]:
    """Find every calendar that is only beside one version, or says something else there."""
    return tuple(_unlike(before, after))


def _unlike(before: Edition, after: Edition) -> Iterator[Problem]:
    old, new = before.calendars, after.calendars
    for name in sorted({*old, *new}):
        was, now = (side[name].data if name in side else {} for side in (old, new))
        keys = [key for key in dict.fromkeys((*was, *now)) if was.get(key) != now.get(key)]
        if keys:
            document = new.get(name) or old[name]
            at = _NAME if name not in old or name not in new else (keys[0],)
            yield document.describe("PSP917", at, at_key=True, id=name, keys=", ".join(keys))
