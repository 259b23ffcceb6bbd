"""Reference data on the wire."""

from ninja import Schema


class AccountCodeOut(Schema):
    """One account code of the function tree."""

    code: str
    name: str
    level: str
    parent: str
    sector: str
