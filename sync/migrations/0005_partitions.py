"""Tables that are split by village on PostgreSQL (``sync.partitions``)."""

from django.db import migrations

from sync import partitions


class Migration(migrations.Migration):
    dependencies = [("sync", "0004_operations")]

    operations = [partitions.by_village("sync_ledgerentry")]
