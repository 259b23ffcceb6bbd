"""Reference data on the wire."""

from ninja import Schema


class AccountCodeOut(Schema):
    """One account code of the function tree."""

    code: str
    name: str
    level: str
    parent: str
    sector: str
    said: str
    """What villagers call it, the commonest word first."""
    year_from: int
    """The first fiscal year in which the code has this name."""
    year_until: int | None
    """The last one; ``null`` while it goes on."""
