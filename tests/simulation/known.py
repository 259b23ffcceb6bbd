"""Broken promises that are known and reported, not yet mended: each is looked for again as soon as its line goes."""

NO_RIGHT_AFTER_ALL = True
"""A retry by somebody whose seat ended more than 60 days ago is answered ``no_right``, whatever was answered first."""

REVIVED_IS_NOT_TOLD = True
"""A phone that settles a conflict on a record that it knows as deleted is not told the fields that it did not send."""

DEFAULTS_ARE_NOT_TOLD = True
"""A phone that makes a record is not told what the server filled in; it must know the defaults of the page."""
