"""What villagers write, and what the village says to it; every complaint in plain words."""

from typing import Any

from django import forms
from django.core.validators import MaxLengthValidator, RegexValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from budgets.models.voice import (
    LONGEST_ACTIVITY,
    LONGEST_ANSWER,
    LONGEST_HAMLET,
    LONGEST_NAME,
    LONGEST_PHONE,
    LONGEST_PLACE,
    LONGEST_REASON,
    LONGEST_TEXT,
)
from budgets.terms import VoiceKind
from meetings.models import Meeting
from villages.models import Publication, Village

TOO_LONG = ngettext_lazy(
    "Terlalu panjang: paling banyak %(limit_value)d huruf, sekarang %(show_value)d.",
    "Terlalu panjang: paling banyak %(limit_value)d huruf, sekarang %(show_value)d.",
    "limit_value",
)
NUMBER = RegexValidator(r"^[0-9+() .-]{6,20}$", _("Tulis nomor HP dengan angka saja, atau kosongkan."))
ROWS = 5


class Plain(forms.CharField):
    """Text that is never cut short by the browser: what is too long is said, and stays to be shortened."""

    def __init__(self, longest: int, *, rows: int = 0, **kwargs: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(widget=kwargs.pop("widget", widget), **kwargs)
        self.validators.append(MaxLengthValidator(longest, TOO_LONG))
        self.error_messages["required"] = _("Isian ini perlu ditulis.")

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value) or "").replace("\r\n", "\n")


class Contact(forms.Form):
    """Who writes, where they like to say so."""

    name = Plain(
        LONGEST_NAME,
        label=_("Nama Anda (boleh kosong)"),
        help_text=_("Hanya dibaca pencatat di desa. Tidak pernah diumumkan."),
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    phone = Plain(
        LONGEST_PHONE,
        label=_("Nomor HP (boleh kosong)"),
        help_text=_("Supaya pencatat dapat bertanya kembali. Dihapus sesudah 90 hari."),
        required=False,
        validators=[NUMBER],
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
    )


class ProposalForm(Contact):
    """A proposal for a coming meeting."""

    activity = Plain(
        LONGEST_ACTIVITY,
        label=_("Apa yang Anda usulkan?"),
        rows=2,
        help_text=_("Contoh: perbaikan saluran air di depan sekolah. Jangan tulis nama orang."),
    )
    problem = Plain(
        LONGEST_TEXT, label=_("Mengapa perlu? Masalahnya apa?"), rows=ROWS, required=False, help_text=_("Boleh kosong.")
    )
    place = Plain(LONGEST_PLACE, label=_("Di mana?"), required=False, help_text=_("Boleh kosong."))
    hamlet = Plain(LONGEST_HAMLET, label=_("Dusun"), required=False, help_text=_("Boleh kosong."))
    field_order = ["activity", "problem", "place", "hamlet", "name", "phone"]

    def __init__(self, *args: Any, village: Village, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if village.hamlets:
            names = [("", _("Tidak tahu atau tidak dipilih")), *((name, name) for name in village.hamlets)]
            self.fields["hamlet"] = forms.ChoiceField(
                choices=names, label=_("Dusun"), required=False, help_text=_("Boleh kosong.")
            )

    def clean_activity(self) -> str:
        """One line, however it was typed."""
        return " ".join(str(self.cleaned_data["activity"]).split())

    def kept(self) -> dict[str, str]:
        """What is stored of it."""
        said = self.cleaned_data
        return {name: said[name] for name in ("activity", "place", "hamlet", "name", "phone")} | {
            "text": said["problem"]
        }


class QuestionForm(Contact):
    """A question or an objection about a publication or one of its activities."""

    kind = forms.ChoiceField(
        label=_("Anda ingin"),
        choices=[(VoiceKind.QUESTION, _("bertanya")), (VoiceKind.OBJECTION, _("menyampaikan keberatan"))],
        initial=VoiceKind.QUESTION,
    )
    item = forms.ChoiceField(label=_("Tentang"), required=False)
    text = Plain(
        LONGEST_TEXT,
        label=_("Tulis pertanyaan atau keberatan Anda"),
        rows=ROWS,
        help_text=_("Ditampilkan bersama jawaban desa. Jangan tulis nama orang."),
    )
    field_order = ["kind", "item", "text", "name", "phone"]

    def __init__(self, *args: Any, publication: Publication, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        items = (publication.snapshot.get("plan") or {}).get("items", [])
        self.names = {str(one["number"]): one["name"] for one in items}
        listed = [(number, f"{number}. {name}") for number, name in self.names.items()]
        choice = self.fields["item"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- declared above
        choice.choices = [("", _("seluruh terbitan")), *listed]

    def kept(self) -> dict[str, str]:
        """What is stored of it."""
        said = self.cleaned_data
        item = self.names.get(said["item"], "")
        return {"text": said["text"], "item": item[:200], "name": said["name"], "phone": said["phone"]}


class TakeForm(forms.Form):
    """The words in which a proposal enters the meeting's records."""

    meeting = forms.ChoiceField(label=_("Untuk musyawarah"))
    activity = Plain(LONGEST_ACTIVITY, label=_("Kegiatan yang diusulkan"), help_text=_("Hapus nama orang bila ada."))
    problem = Plain(LONGEST_TEXT, label=_("Masalah"), rows=ROWS, required=False)
    place = Plain(LONGEST_PLACE, label=_("Lokasi"), required=False)
    hamlet = Plain(LONGEST_HAMLET, label=_("Dusun"), required=False)

    def __init__(self, *args: Any, meetings: list[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice = self.fields["meeting"]
        assert isinstance(choice, forms.ChoiceField)  # noqa: S101 -- declared above
        choice.choices = [(str(one.id), one.title or one.get_type_display()) for one in meetings]
        choice.error_messages["invalid_choice"] = _("Pilih musyawarah yang belum diajukan.")


class AnswerForm(forms.Form):
    """A public answer, and the question as everybody sees it."""

    shown = Plain(
        LONGEST_TEXT,
        label=_("Pertanyaan yang ditampilkan"),
        rows=ROWS,
        help_text=_("Jangan ubah maksudnya. Hapus hanya nama orang dan kata kasar."),
    )
    answer = Plain(LONGEST_ANSWER, label=_("Jawaban desa"), rows=ROWS, help_text=_("Dibaca semua orang."))


class DeclineForm(forms.Form):
    """A no with its reason."""

    reason = Plain(
        LONGEST_REASON,
        label=_("Alasan"),
        rows=3,
        help_text=_("Dibaca warga di halaman nomornya. Jangan tulis nama orang."),
    )
