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
FIELDS_POINTED_AT = (
    *("title", "type", "fiscal_year", "number", "place", "chair", "minute_taker", "invitation_number", "invited_on"),
    *("invited_count", "rules", "summary", "decision_method", "objections"),
)
PHRASES = (
    _("Daftar hadir belum lengkap atau belum ditandatangani."),
    _("Kuorum belum terpenuhi atau belum dijelaskan."),
    _("Berita acara belum ditandatangani semua pihak."),
    _("Foto tidak jelas atau tidak sesuai musyawarah ini."),
    _("Jumlah uang tidak cocok. Periksa volume, harga, dan sumber dana."),
    _("Alasan menolak atau menunda usulan belum ditulis."),
)


class ReturnForm(forms.Form):
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
    about = forms.ChoiceField(label=_("Tentang"), required=False)

    def __init__(self, *args: Any, parts: Iterable[Part] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["phrases"].choices = list(enumerate(PHRASES))  # type: ignore[attr-defined]
        self.fields["about"].choices = about_choices(parts)  # type: ignore[attr-defined]

    def said(self) -> str:
        """The whole note, at most as long as a remark may be; empty where nothing was said.

        The village reads ready sentences in Indonesian, whatever the officer reads.
        """
        with translation.override(settings.LANGUAGE_CODE):
            ready = [str(PHRASES[number]) for number in self.cleaned_data["phrases"]]
        return "\n".join([*ready, self.cleaned_data["note"]]).strip()[:LONGEST_NOTE]

    def target(self) -> About | None:
        """The record or field that was chosen."""
        if not self.cleaned_data["about"]:
            return None
        kind, record, field = self.cleaned_data["about"].split(":")
        return About(kind, UUID(record), field)


class ApproveForm(forms.Form):
    """What the officer was shown: the digest of the dossier, and the ledger's number then."""

    seen = forms.CharField(max_length=64, required=False)
    number = forms.IntegerField(min_value=0, required=False)


class ReopenForm(forms.Form):
    """Why a published meeting is taken up again."""

    note = forms.CharField(
        label=_("Alasan membuka lagi"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def about_choices(parts: Iterable[Part]) -> list[tuple[str, Any]]:
    """The whole meeting, its fields, and every record of it under the name of its kind."""
    found: dict[str, list[tuple[str, str]]] = {}
    for part in parts:
        kind = kinds.find(part.kind)
        if kind is None or part.deleted or part.kind in NOT_RETURNED_FOR:
            continue
        options = found.setdefault(wording.kind_label(kind), [])
        if part.kind == SUBJECT:
            options += [
                (f"{SUBJECT}:{part.record}:{name}", wording.field_label(kind, name)) for name in FIELDS_POINTED_AT
            ]
        else:
            options.append((f"{part.kind}:{part.record}:", part.title or wording.kind_label(kind)))
    return [("", _("Seluruh catatan musyawarah")), *found.items()]
