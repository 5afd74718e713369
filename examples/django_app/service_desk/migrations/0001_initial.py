"""Customers and their requests."""

import django.db.models.deletion
from django.db import migrations, models

import service_desk.models


class Migration(migrations.Migration):
    """Create both tables."""

    initial = True
    dependencies = []
    operations = [
        migrations.CreateModel(
            name="Customer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("slug", models.SlugField(unique=True)),
                ("name", models.CharField(max_length=200)),
                ("terms", models.JSONField(validators=[service_desk.models.check_terms])),
            ],
        ),
        migrations.CreateModel(
            name="SupportRequest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "customer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        to="service_desk.customer",
                    ),
                ),
                ("subject", models.CharField(max_length=200)),
                ("received_at", models.DateTimeField()),
            ],
        ),
    ]
