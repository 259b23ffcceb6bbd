"""What an officer says on the desk's pages."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from meetings.review import SUBJECT, About
from sync import kinds, wording
from sync.history import Part

LONGEST_NOTE = 2000
NOT_RETURNED_FOR = ("remark", "funding", "progress_report")
"""Kinds that nobody points at: words about a record, and parts of one."""
FIELDS_POINTED_AT = {
    SUBJECT: (
        *("title", "type", "fiscal_year", "number", "place", "chair", "minute_taker"),
        *("invitation_number", "invited_on", "invited_count", "rules", "summary", "decision_method", "objections"),
    ),
    "agenda_item": ("discussion", "outcome", "reason", "decision"),
    "budget_item": ("name", "place", "volume", "unit_price", "amount", "state", "reason"),
    "proposal": ("activity", "place", "fate", "reason"),
}
"""Where it is worth saying which: of other records only the whole."""
PHRASES = (
    _("Daftar hadir belum lengkap atau belum ditandatangani."),
    _("Kuorum belum terpenuhi atau belum dijelaskan."),
    _("Berita acara belum ditandatangani semua pihak."),
    _("Foto tidak jelas atau tidak sesuai musyawarah ini."),
    _("Jumlah uang tidak cocok. Periksa volume, harga, dan sumber dana."),
    _("Alasan menolak atau menunda usulan belum ditulis."),
)


class PointingForm(forms.Form):
    """Words to the village that may be about one record or field."""

    about = forms.ChoiceField(label=_("Tentang"), required=False)

    def __init__(self, *args: Any, parts: Iterable[Part] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["about"].choices = about_choices(parts)  # type: ignore[attr-defined]

    def target(self) -> About | None:
        """The record or field that was chosen."""
        return about_of(self.cleaned_data["about"])


class ReturnForm(PointingForm):
    """What is to be put right, in ready sentences and own words, and what it is about."""

    phrases = forms.TypedMultipleChoiceField(
        label=_("Kalimat siap pakai"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("Catatan untuk desa"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phrases"].choices = list(enumerate(PHRASES))  # type: ignore[attr-defined]

    def said(self) -> str:
        """The whole note, at most as long as a remark may be; empty where nothing was said.

        The village reads ready sentences in Indonesian, whatever the officer reads.
        """
        with translation.override(settings.LANGUAGE_CODE):
            ready = [str(PHRASES[number]) for number in self.cleaned_data["phrases"]]
        return "\n".join([*ready, self.cleaned_data["note"]]).strip()[:LONGEST_NOTE]


class RemarkForm(PointingForm):
    """A word to the village, about the whole, a record or a field."""

    text = forms.CharField(
        label=_("Tulis kepada desa"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ApproveForm(forms.Form):
    """What the officer was shown: the digest of the dossier, and the ledger's number then."""

    seen = forms.CharField(max_length=64, required=False)
    number = forms.IntegerField(min_value=0, required=False)


class ReopenForm(forms.Form):
    """Why a published meeting is taken up again."""

    note = forms.CharField(
        label=_("Alasan membuka lagi (dibaca semua warga pada terbitan pembetulan; jangan menulis nama warga)"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def about_of(chosen: str) -> About | None:
    """What one of ``about_choices`` stands for; ``None``: the whole meeting."""
    if not chosen:
        return None
    kind, record, field = chosen.split(":")
    return About(kind, UUID(record), field)


class FindingForm(forms.Form):
    """Which finding."""

    code = forms.CharField(max_length=40)
    key = forms.CharField(max_length=80, required=False)


class DismissForm(FindingForm):
    """Which finding is set aside, and why."""

    reason = forms.CharField(label=_("Mengapa ini wajar"), max_length=LONGEST_NOTE)


def about_choices(parts: Iterable[Part]) -> list[tuple[str, Any]]:
    """The whole meeting, its fields, and every record of it under the name of its kind."""
    found: dict[str, list[tuple[str, str]]] = {}
    for part in parts:
        kind = kinds.find(part.kind)
        if kind is None or part.deleted or part.kind in NOT_RETURNED_FOR:
            continue
        options = found.setdefault(wording.kind_label(kind), [])
        title = part.title or wording.kind_label(kind)
        if part.kind != SUBJECT:
            options.append((f"{part.kind}:{part.record}:", title))
        for name in FIELDS_POINTED_AT.get(part.kind, ()):
            label = wording.field_label(kind, name)
            options.append(
                (f"{part.kind}:{part.record}:{name}", label if part.kind == SUBJECT else f"{title} › {label}")
            )
    return [("", _("Seluruh catatan musyawarah")), *found.items()]
