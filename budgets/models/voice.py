"""What villagers without an account write to their village, and what the village said."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from backend.kernel import ids
from budgets.terms import VoiceKind, VoiceState
from villages.models import Publication, Village

CODE = 8
LONGEST_ACTIVITY, LONGEST_TEXT, LONGEST_PLACE, LONGEST_HAMLET = 200, 2000, 200, 80
LONGEST_NAME, LONGEST_PHONE = 120, 20
LONGEST_REASON, LONGEST_ANSWER = 1000, 4000


class Voice(models.Model):
    """A proposal for a coming meeting, or a question or an objection about a publication.

    ``name`` and ``phone`` are for who records in the village alone; they are forgotten after a while. ``text`` of a
    question becomes public only as ``shown``, in the words that whoever answered let stand. ``form`` names the form
    that was filled in, so that sending it twice makes one.
    """

    id = models.UUIDField(primary_key=True, default=ids.uuid7, editable=False)
    village = models.ForeignKey(Village, models.PROTECT, related_name="voices")
    kind = models.CharField(max_length=12, choices=VoiceKind)
    code = models.CharField(max_length=CODE, unique=True)
    form = models.UUIDField(unique=True)
    meeting = models.UUIDField(null=True, blank=True)
    publication = models.ForeignKey(Publication, models.PROTECT, null=True, blank=True, related_name="+")
    item = models.CharField(max_length=200, blank=True)
    activity = models.CharField(max_length=LONGEST_ACTIVITY, blank=True)
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)
    place = models.CharField(max_length=LONGEST_PLACE, blank=True)
    hamlet = models.CharField(max_length=LONGEST_HAMLET, blank=True)
    name = models.CharField(max_length=LONGEST_NAME, blank=True)
    phone = models.CharField(max_length=LONGEST_PHONE, blank=True)
    received_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=VoiceState, default=VoiceState.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=LONGEST_REASON, blank=True)
    shown = models.TextField(max_length=LONGEST_TEXT, blank=True)
    answer = models.TextField(max_length=LONGEST_ANSWER, blank=True)
    proposal = models.UUIDField(null=True, blank=True)

    class Meta:
        verbose_name = _("suara warga")
        verbose_name_plural = _("suara warga")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind=VoiceKind.PROPOSAL, meeting__isnull=False)
                | (~models.Q(kind=VoiceKind.PROPOSAL) & models.Q(publication__isnull=False)),
                name="a_voice_is_about_a_meeting_or_a_publication",
            ),
            models.CheckConstraint(
                condition=models.Q(state=VoiceState.WAITING)
                | models.Q(decided_at__isnull=False, decided_by__isnull=False),
                name="somebody_decided_what_waits_no_longer",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=VoiceState.DECLINED) | ~models.Q(reason=""),
                name="who_declines_a_voice_says_why",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=VoiceState.TAKEN) | models.Q(proposal__isnull=False),
                name="a_voice_that_was_taken_is_a_proposal",
            ),
        ]
        indexes = [models.Index(fields=["village", "state", "received_at"], name="voices_of_a_village")]

    def __str__(self) -> str:
        return f"{self.village_id} {self.code}"

    @property
    def spoken(self) -> str:
        """The code as it is read aloud: ``ABCD-EFGH``."""
        return f"{self.code[: CODE // 2]}-{self.code[CODE // 2 :]}"

    @property
    def is_proposal(self) -> bool:
        return self.kind == VoiceKind.PROPOSAL
