"""Template tags that ask the policy, and speak the language that Django speaks."""

from datetime import datetime

from django import template

from ptc_service_policy import Decision, Engagement, LocalizedText, ResponseDue
from service_desk.models import active_language

register = template.Library()


@register.simple_tag
def response_due(engagement: Engagement, received_at: datetime) -> Decision[ResponseDue | None]:
    """Ask when a response is due: ``{% response_due engagement request.received_at as due %}``."""
    return engagement.response_due(received_at)


@register.filter
def spoken(text: LocalizedText) -> str:
    """Write a text of the library in Django's language: ``{{ due.reason|spoken }}``."""
    return text[active_language()]
