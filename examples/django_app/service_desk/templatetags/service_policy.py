"""Template tags that ask the policy, and speak the language that Django speaks."""

from datetime import datetime

from django import template

from ptc_service_policy import Absence, AppliedPolicy, Decision, LocalizedText, ResponseDue
from service_desk.models import active_language

register = template.Library()


@register.simple_tag
def response_due(applied: AppliedPolicy, received_at: datetime) -> Decision[ResponseDue | Absence | None]:
    """Ask when a response is due: ``{% response_due applied request.received_at as due %}``."""
    return applied.response_due(received_at)


@register.filter
def spoken(text: LocalizedText) -> str:
    """Write a text of the library in Django's language: ``{{ due.reason|spoken }}``."""
    return text[active_language()]
