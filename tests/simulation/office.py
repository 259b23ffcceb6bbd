"""The desk of a run: officers who settle, admit, dismiss and edit; seats that end; phones that are cut off."""

from datetime import timedelta
from random import Random
from uuid import UUID

from backend.kernel import clock
from backend.kernel.actor import Actor
from backend.kernel.problems import Problem
from sync import devices, edit, settle
from sync.models import Conflict, Device, Held
from tests.simulation.handset import Handset
from tests.simulation.trace import Trace
from tests.simulation.world import World
from tests.sync.toy import Note


class Office:
    """What happens on the server without a phone."""

    def __init__(self, world: World, rng: Random, trace: Trace) -> None:
        self.world, self.rng, self.trace = world, rng, trace
        officer = world.people["officer"]
        self.actor = Actor(user=officer.pk, name=officer.name)

    def work(self) -> None:
        """One deed, if there is something to do."""
        deed = self.rng.choice([self._settle, self._decide, self._decide, self._edit, self._edit])
        try:
            deed()
        except Problem as refusal:
            self.trace.say("office", f"is refused: {refusal.code}")

    def _settle(self) -> None:
        found = list(Conflict.objects.filter(settled_at__isnull=True))
        if not found:
            return
        conflict = self.rng.choice(sorted(found, key=lambda one: str(one.change)))
        if conflict.deletes and self.rng.random() < 0.5:
            number = settle.settle(conflict, by=self.actor, choices={}, delete=True)
        else:
            side = self.rng.choice(["stored", "offered"])
            choices = {name: triple[side] for name, triple in conflict.fields.items()}
            number = settle.settle(conflict, by=self.actor, choices=choices)
        self.trace.say("office", f"settles {self.trace.name(conflict.change, 'c')} as {number}")

    def _decide(self) -> None:
        found = list(Held.objects.filter(decision=""))
        if not found:
            return
        held = self.rng.choice(sorted(found, key=lambda one: str(one.change)))
        name = self.trace.name(held.change, "c")
        if self.rng.random() < 0.6:
            outcome = settle.admit(held, by=self.actor, reason="ada buktinya")
            self.trace.say("office", f"admits {name}: {outcome}")
        else:
            settle.dismiss(held, by=self.actor, reason="terlambat")
            self.trace.say("office", f"dismisses {name}")

    def _edit(self) -> None:
        notes = sorted(Note._default_manager.filter(deleted_at__isnull=True), key=lambda one: str(one.id))
        if notes:
            note = self.rng.choice(notes)
            number = edit.edit(note, by=self.actor, amount=self.rng.choice([1, 2, 3]), stamp="desa")
            self.trace.say("office", f"edits {self.trace.name(note.id, 'note')} as {number}")

    def move_seats(self) -> None:
        """Ends somebody's seat, today or long ago, or gives one back."""
        today = clock.today()
        (name, village), seat = self.rng.choice(sorted(self.world.seats.items()))
        if seat.standing(today) == "present":
            days = self.rng.choice([1, 1, 10, 70])
            self.world.end(name, village, today - timedelta(days=days))
            self.trace.say("office", f"ended {name}'s seat {days} days ago")
        else:
            place = next(one for one in self.world.villages if str(one.pk) == village)
            self.world.seat(name, place)
            self.trace.say("office", f"gives {name} the seat back")

    def cut_off(self, phone: Handset) -> None:
        """A token runs out, is taken away, or its phone is said to be lost."""
        user, number = self.world.people[phone.username], UUID(phone.number)
        deed = self.rng.choice(["expires", "signed out", "lost"])
        if deed == "expires":
            Device.objects.filter(user=user, number=number).update(expiry=clock.now())
        elif deed == "signed out":
            devices.sign_out(user.pk, number=number)
        else:
            devices.forget(Actor(user=user.pk, name=user.name), number, lost=True)
        self.trace.say("office", f"{phone.name}: {deed}")
