"""A table of people read row by row beside what is known: what each row would do, or what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from backend.onboarding.known import Known, Place
from budgets.intake.columns import Bad, Found
from budgets.intake.looks import Difference, Look, Step, What
from budgets.intake.sheets import Row
from villages import rules
from villages.models import Assignment, User
from villages.terms import Role

Period = tuple[date, date | None]


@dataclass(slots=True)
class Reading:
    """The rows of one table, read once from top to bottom; ``said``: which row said a user name or a term first."""

    found: Found
    known: Known
    today: date
    bad: list[Bad] = field(default_factory=list)
    said: dict[Any, int] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    made: dict[tuple[str, str | None], str] = field(default_factory=dict)

    def look(self) -> Look:
        """Everything that the table would do."""
        for one in self.found.missing:
            told = _("Kolom %(column)s tidak ditemukan.") % {"column": one.title}
            self.bad.append(Bad(self.found.head, "", "", told))
        steps = [] if self.bad else [step for row in self.found.lines() if (step := self._row(row))]
        return Look(steps=tuple(steps), bad=tuple(self.bad))

    def _row(self, row: Row) -> Step | None:
        values, wrong = self.found.values(row)
        before = len(self.bad)
        self.bad += wrong
        if wrong:
            return None
        places = self._places(row, values["wilayah"], values["peran"])
        if values["mulai"] and values["sampai"] and values["sampai"] < values["mulai"]:
            self._wrong(row, "sampai", _("Tanggal akhir mendahului tanggal mulai. Periksa tanggalnya."))
        user = self._user(row, values, places)
        if len(self.bad) > before:
            return None
        username = user.username if user else values["pengguna"] or self._new_username(values)
        if username is None:
            self._wrong(row, "nama", _("Terlalu banyak nama yang sama. Tulis nama penggunanya."))
            return None
        return self._step(row, values, user, username, places)

    def _new_username(self, values: dict[str, Any]) -> str | None:
        """A new name; the same where an earlier row named the same person by name and telephone number."""
        key = (values["nama"].casefold(), values["telepon"])
        if values["telepon"] and key in self.made:
            return self.made[key]
        username = self.known.new_username(values["nama"])
        if username is not None:
            self.made[key] = username
        return username

    def _wrong(self, row: Row, column: str, why: str) -> None:
        self.bad.append(self.found.bad(row, column, why))

    def _places(self, row: Row, codes: tuple[str, ...], role: Role) -> list[Place]:
        places = []
        for code in codes:
            place = self.known.places.get(code)
            if place is None:
                self._wrong(row, "wilayah", _("Kode %(code)s tidak ada dalam daftar wilayah.") % {"code": code})
            elif not rules.area_fits(role, place.level) or (place.village is None and code.count(".") > 2):
                told = {"role": role.label, "name": place.name, "code": code}
                self._wrong(row, "wilayah", _("%(role)s tidak dapat ditugaskan di %(name)s (%(code)s).") % told)
            elif not self.known.charge.manages.covers(place.village, code):
                told = {"name": place.name, "code": code}
                self._wrong(row, "wilayah", _("%(name)s (%(code)s) di luar wilayah yang Anda atur.") % told)
            else:
                places.append(place)
        return places

    def _user(self, row: Row, values: dict[str, Any], places: list[Place]) -> User | None:
        """Who is meant; ``None`` for somebody new."""
        name, username = values["nama"], values["pengguna"]
        if username:
            return self._named(row, name, username)
        same = self.known.by_phone.get((name.casefold(), values["telepon"] or ""), [])
        if not same:
            role = values["peran"].value
            seats = [self.known.namesakes.get((name.casefold(), role, place.key), []) for place in places]
            same = [user for seat in seats for user in seat]
        people = {user.pk: user for user in same}
        if len(people) > 1:
            self._wrong(row, "nama", _("Ada beberapa orang bernama sama di sini. Tulis nama pengguna yang dimaksud."))
        return next(iter(people.values()), None)

    def _named(self, row: Row, name: str, username: str) -> User | None:
        user = self.known.people.get(username)
        if self.names.setdefault(username, name.casefold()) != name.casefold():
            self._wrong(row, "pengguna", _("Nama pengguna ini sudah dipakai orang lain di tabel ini."))
        elif user is None:
            self.known.taken.add(username)
        elif user.pk not in self.known.mine or not user.is_active:
            self._wrong(
                row, "pengguna", _("Nama pengguna ini sudah dipakai orang lain. Pilih yang lain, atau kosongkan.")
            )
        elif user.name.casefold() != name.casefold():
            told = _("Nama pengguna ini milik %(name)s. Samakan namanya, atau pilih nama pengguna lain.")
            self._wrong(row, "pengguna", told % {"name": user.name})
        return user

    def _step(
        self, row: Row, values: dict[str, Any], user: User | None, username: str, places: list[Place]
    ) -> Step | None:
        role = values["peran"]
        before = len(self.bad)
        begun: list[dict[str, Any]] = []
        moved: list[dict[str, Any]] = []
        told: list[Difference] = []
        for place in places:
            who = username if values["pengguna"] else values["nama"].casefold()
            first = self.said.setdefault((who, role, place.key), row.number)
            if first != row.number:
                told_twice = _("Tugas ini sudah ada di baris %(row)d. Kalau dua orang, tulis nama pengguna keduanya.")
                self._wrong(row, "wilayah", told_twice % {"row": first})
                continue
            change = self._term(row, values, user, place)
            if change is None:
                continue
            (moved if "assignment" in change else begun).append(change)
            told.append(_difference(place, change))
        if len(self.bad) > before:
            return None
        phone = values["telepon"]
        if user is not None and phone and phone != user.phone:
            if not self.known.charge.answers_for(user, self.known.held[user.pk]):
                self._wrong(row, "telepon", _("Data orang ini juga diatur kabupaten lain. Kosongkan sel ini."))
                return None
            told.append(Difference(_("Telepon"), user.phone, phone))
        what = What.NEW if user is None else What.CHANGED if told else What.SAME
        fields = {
            "user": str(user.pk) if user else None,
            "username": username,
            "name": values["nama"],
            "phone": phone,
            "role": role.value,
            "begun": begun,
            "moved": moved,
        }
        title = f"{values['nama']} ({username}), {role.label}"
        return Step(row.number, title, what, None, f"{row.number}", fields=fields, differences=tuple(told))

    def _term(self, row: Row, values: dict[str, Any], user: User | None, place: Place) -> dict[str, Any] | None:
        """What becomes of a role in a place: it begins, its end moves, or (``None``) it stands as the row says."""
        begins, until = values["mulai"], values["sampai"]
        standing = self._standing(user, values["peran"], place)
        now = next((one for one in standing if _meets((one.from_on, one.until_on), begins or self.today, until)), None)
        if now is None:
            from_on = begins or self.today
            if until is not None and until < from_on:
                self._wrong(
                    row, "sampai", _("Tanggal akhir sudah lewat. Periksa tanggalnya, atau tulis kapan mulainya.")
                )
                return None
            return {"place": place.wire, "from": from_on.isoformat(), "until": until.isoformat() if until else None}
        if begins is not None and begins != now.from_on:
            told = _("Sudah bertugas di sini sejak %(day)s. Kosongkan tanggal mulai, atau samakan.")
            self._wrong(row, "mulai", told % {"day": date_format(now.from_on, "j F Y")})
            return None
        if until is None or until == now.until_on:
            return None
        if now.until_on is not None and now.until_on < self.today:
            self._wrong(row, "sampai", _("Tugas itu sudah berakhir. Tulis tanggal mulai yang baru."))
            return None
        standing_until = now.until_on.isoformat() if now.until_on else None
        return {"assignment": str(now.pk), "before": standing_until, "until": until.isoformat()}

    def _standing(self, user: User | None, role: Role, place: Place) -> Iterator[Assignment]:
        held = self.known.held[user.pk] if user else []
        return (one for one in held if one.role == role and (one.village_id, one.region_id) == place.key)


def _meets(period: Period, begins: date, until: date | None) -> bool:
    """Whether a term is the one that a row speaks of: they share a day, or the row says the very same days."""
    return rules.periods_overlap(period, (begins, until if until is None or until >= begins else begins))


def _difference(place: Place, change: dict[str, Any]) -> Difference:
    label = f"{place.name} ({place.code})"
    if "assignment" in change:
        return Difference(label, _told(None, change["before"]), _told(None, change["until"]))
    return Difference(label, "", _told(change["from"], change["until"]))


def _told(begins: str | None, until: str | None) -> str:
    first = _("sejak %(day)s") % {"day": _shown(begins)} if begins else ""
    last = _("sampai %(day)s") % {"day": _shown(until)} if until else _("tanpa batas akhir")
    return f"{first}, {last}" if first else last


def _shown(day: str) -> str:
    return date_format(date.fromisoformat(day), "j F Y")
