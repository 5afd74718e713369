"""What each code means to a policy owner, as data and as a page."""

from ptc_service_policy.authoring.explanations.explanation import Explanation, Extract, explain, why
from ptc_service_policy.authoring.explanations.page import explanation_page

__all__ = ["Explanation", "Extract", "explain", "explanation_page", "why"]
