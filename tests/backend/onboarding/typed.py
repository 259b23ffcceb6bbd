"""What a form of rows sends: each row's cells, and how many rows there were before."""

from typing import Any


def rows(name: str, *typed: dict[str, Any], before: int = 0) -> dict[str, Any]:
    """The table ``name`` as a browser sends it; ``before``: how many of the rows were there already."""
    sent = {f"{name}-{at}-{cell}": value for at, row in enumerate(typed) for cell, value in row.items()}
    return {**sent, f"{name}-TOTAL_FORMS": str(len(typed)), f"{name}-INITIAL_FORMS": str(before)}
