"""Tables that are split by village on PostgreSQL (``sync.partitions``)."""

from django.db import migrations

from sync import partitions


class Migration(migrations.Migration):
    dependencies = [("budgets", "0008_budget_words"), ("sync", "0005_partitions")]

    operations = [
        partitions.by_village(
            "budgets_proposal",
            "budgets_budgetitem",
            "budgets_funding",
            "budgets_ceiling",
            "budgets_progressreport",
            "budgets_oversightaction",
            "budgets_oversightvisit",
        )
    ]
