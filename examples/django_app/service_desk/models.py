"""Customers with their contracts, and the requests that came in from them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language

from ptc_service_policy import AppliedPolicy, Contract, Language, PolicyError, load_policy


def active_language() -> Language:
    """Return the language that Django speaks now."""
    return "fr" if (get_language() or "").startswith("fr") else "en"


def apply(terms: dict[str, Any]) -> AppliedPolicy:
    """Apply the newest policy to a contract's terms."""
    return load_policy().apply(Contract.model_validate(terms))


def check_terms(terms: dict[str, Any]) -> None:
    """Refuse terms that are no contract, or that contradict the policy, with every fault."""
    try:
        apply(terms)
    except PolicyError as error:
        language = active_language()
        raise ValidationError(
            [ValidationError(problem.write(language), code=problem.code) for problem in error.problems]
        ) from error


class Customer(models.Model):
    """A customer, with the terms of the contract as JSON."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    terms = models.JSONField(validators=[check_terms])

    def __str__(self) -> str:
        return str(self.name)


class SupportRequest(models.Model):
    """A request that waits for the manager's response."""

    customer = models.ForeignKey(Customer, on_delete=models.CASCADE)
    subject = models.CharField(max_length=200)
    received_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.subject)
