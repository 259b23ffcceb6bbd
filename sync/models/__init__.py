"""Tables of the engine."""

from sync.models.desk import Browser, PaperCode
from sync.models.devices import Device
from sync.models.files import Blob
from sync.models.ledger import Feed, LedgerEntry
from sync.models.records import SyncedRecord
from sync.models.sights import Sight
from sync.models.sweeps import SweepRun
from sync.models.waiting import Conflict, Held, Rejection

__all__ = [
    "Blob",
    "Browser",
    "Conflict",
    "Device",
    "Feed",
    "Held",
    "LedgerEntry",
    "PaperCode",
    "Rejection",
    "Sight",
    "SweepRun",
    "SyncedRecord",
]
