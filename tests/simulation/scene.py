"""Everything that takes part in one run."""

from dataclasses import dataclass, field
from datetime import date
from random import Random

from backend.kernel import clock
from tests.simulation.handset import Handset
from tests.simulation.network import Network
from tests.simulation.people import new_id
from tests.simulation.server import Server
from tests.simulation.trace import Trace
from tests.simulation.witness import Witness
from tests.simulation.world import World


@dataclass
class Scene:
    """The world of a seed, its phones, and those who write everything down."""

    seed: int
    world: World
    rng: Random = field(init=False)
    trace: Trace = field(default_factory=Trace)
    witness: Witness = field(default_factory=Witness)
    server: Server = field(init=False)
    network: Network = field(init=False)
    phones: dict[str, Handset] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.rng = Random(self.seed)
        self.server = Server(self.rng)
        self.network = Network(self.rng)

    def today(self) -> date:
        """The day that the server believes it is."""
        return clock.today()

    def add_phone(self, name: str, username: str) -> Handset:
        """A person's phone, the first or another one."""
        phone = self.phones[name] = Handset(name, username, new_id(self.rng))
        return phone

    def sign_in(self, phone: Handset) -> None:
        """The phone gets a token."""
        phone.state["token"] = self.server.sign_in(phone.username, phone.number)
        phone.keep()
        self.trace.say(phone.name, "signs in")

    def reopen(self, phone: Handset) -> None:
        """The phone starts from what is on its disk."""
        phone.reopen()
        self.trace.say(phone.name, "went off and starts again")
