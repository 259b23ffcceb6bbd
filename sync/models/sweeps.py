"""When each sweep last ran, so that everybody can tell that one stopped."""

from django.db import models


class SweepRun(models.Model):
    """The last run of a scheduled task, by the task's name. ``failure``: the kind of error, if any."""

    name = models.CharField(max_length=100, primary_key=True)
    ran_at = models.DateTimeField()
    ended_well_at = models.DateTimeField(null=True)
    failure = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.name
