"""Closed vocabularies of the engine."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """What may become of a change (protocol: "What may become of a change")."""

    APPLIED = "applied", _("diterima")
    MERGED = "merged", _("digabung")
    CONFLICT = "conflict", _("ada dua catatan yang berbeda")
    HELD = "held", _("menunggu keputusan")
    REJECTED = "rejected", _("ditolak")


class Policy(TextChoices):
    """What happens to a field that two people set to different values."""

    HUMAN = "human", _("diputuskan orang")
    TEXT = "text", _("digabung per paragraf")
    UNION = "union", _("keduanya")
    LATEST = "latest", _("yang terakhir tiba")


class Decision(TextChoices):
    """What a reviewer did with a held change."""

    ADMITTED = "admitted", _("diterima")
    DISMISSED = "dismissed", _("tidak dipakai")
