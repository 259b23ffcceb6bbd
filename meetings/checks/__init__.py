"""What comparing a meeting with the law and with other meetings finds: signs for a human, stored until they are gone.

Each module looks at one kind of evidence. Evidence names rows by id; what is in them is read when it is shown.
"""

from meetings import queries
from meetings.checks import law, people, photographs, texts
from villages.board.sections import Found, Saying, Subject

_CHECKS = (law, people, photographs, texts)
SAYINGS: dict[str, Saying] = {code: saying for module in _CHECKS for code, saying in module.SAYINGS.items()}


def check(subject: Subject) -> list[Found]:
    """Everything that the checks of a meeting find now."""
    file = queries.file_of(subject.village.pk, subject.key)
    return [found for module in _CHECKS for found in module.check(file)]
