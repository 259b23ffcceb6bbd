"""What every record that phones carry has in common."""

from typing import Any

from django.db import models

from villages.models import Village


class SyncedRecord(models.Model):
    """A record of one village. Written by the engine only, so that the ledger is complete.

    The key is (village, id): a record id says nothing outside its village, so no phone can reach into another one's.
    The village is the partition key.
    """

    pk: Any = models.CompositePrimaryKey("village_id", "id")
    village = models.ForeignKey(Village, models.PROTECT, related_name="+", db_index=False)
    id = models.UUIDField()
    version = models.BigIntegerField()
    field_versions = models.JSONField(default=dict)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
