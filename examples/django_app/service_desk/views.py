"""The page of a customer: what the contract includes, and when each response is due."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from ptc_service_policy import load_policy
from service_desk.models import Customer, SupportRequest, apply


def customer_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a customer."""
    customer = get_object_or_404(Customer, slug=slug)
    applied = apply(customer.terms)
    policy = load_policy()
    offering = applied.contract.offering
    context = {
        "customer": customer,
        "applied": applied,
        "offering": policy.offerings[offering],
        "services": [policy.services[service] for service in policy.entitlements(offering)],
        "requests": SupportRequest.objects.filter(customer=customer).order_by("received_at"),
        "policy": policy,
    }
    return render(request, "service_desk/customer.html", context)
