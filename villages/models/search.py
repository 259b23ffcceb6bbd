"""What a search over publications looks through."""

from django.db import models

from villages.models.places import Village
from villages.models.publication import Publication


class SearchEntry(models.Model):
    """One passage of a current publication: an activity, a point of the minutes, a proposal, a decision.

    Made from the public snapshot alone, thrown away with the publication's place on the board. The full-text index
    over ``heading`` and ``body`` belongs to the database (migration ``0005``): GIN on PostgreSQL, FTS5 on SQLite.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="entries")
    village = models.ForeignKey(Village, models.CASCADE, related_name="+")
    section = models.CharField(max_length=40)
    heading = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    field = models.CharField(max_length=1, blank=True)
    anchor = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["village", "field"], name="passages_of_a_village")]

    def __str__(self) -> str:
        return self.heading
