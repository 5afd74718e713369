"""The addresses of the example: a page for each customer, in each language."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from service_desk.views import customer_page

urlpatterns = i18n_patterns(path("customers/<slug:slug>/", customer_page, name="customer"))
