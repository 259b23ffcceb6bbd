"""Objects and lists inside a record, with their exact form on the wire."""

from datetime import date
from itertools import chain
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from meetings.terms import Element

STROKE_NUMBERS = 4000
"""Most numbers in one signature."""

ShortText = Annotated[str, StringConstraints(strict=True, max_length=200, pattern=r"^[^\x00]*$")]
Percent = Annotated[int, Field(strict=True, ge=0, le=100)]
Days = Annotated[int, Field(strict=True, ge=0, le=366)]
Fraction = Annotated[int, Field(strict=True, ge=1, le=100)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Person(_Shape):
    """An official or speaker, by name and office."""

    name: ShortText = ""
    position: ShortText = ""


def _day_or_nothing(text: str) -> str:
    return date.fromisoformat(text).isoformat() if text else text


class FollowUp(_Shape):
    """Who does what by when."""

    what: ShortText = ""
    who: ShortText = ""
    due: Annotated[ShortText, AfterValidator(_day_or_nothing)] = ""


def _elements(words: list[str]) -> list[str]:
    return sorted({Element(word.lower()).value for word in words})


class RulesSnapshot(_Shape):
    """The rules that a meeting was held under; what a village did not say is ``None``."""

    quorum_numerator: Fraction | None = None
    quorum_denominator: Fraction | None = None
    legal_basis: ShortText = ""
    required_elements: Annotated[list[ShortText], Field(max_length=len(Element)), AfterValidator(_elements)] = Field(
        default_factory=list
    )
    minimum_women_percent: Percent | None = None
    invitation_days: Days | None = None
    report_working_days: Days | None = None

    @model_validator(mode="after")
    def _at_most_everybody(self) -> Self:
        numerator, denominator = self.quorum_numerator, self.quorum_denominator
        if numerator is not None and denominator is not None and numerator > denominator:
            raise ValueError("quorum above everybody")
        return self


def _a_drawing(strokes: list[list[int]]) -> list[list[int]]:
    if any(len(stroke) % 2 for stroke in strokes):
        raise ValueError("x without y")
    if len(list(chain.from_iterable(strokes))) > STROKE_NUMBERS:
        raise ValueError("too many points")
    return strokes


Strokes: Any = Annotated[
    list[Annotated[list[Annotated[int, Field(strict=True, ge=0, le=1000)]], Field(min_length=2)]],
    Field(max_length=STROKE_NUMBERS // 2),
    AfterValidator(_a_drawing),
]
"""A signature: strokes of x,y,x,y,… in a box of 1000 x 500."""

Speakers: Any = Annotated[list[Person], Field(max_length=100)]
FollowUps: Any = Annotated[list[FollowUp], Field(max_length=100)]
