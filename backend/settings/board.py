"""The public board."""

from backend.settings import env

PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000")
"""The address that posters and links print."""
STATIC_BOARDS = env.flag("STATIC_BOARDS", default=False)
"""Whether the board's pages are kept as files, written anew when something changes (``villages.board.site``)."""

OCID_PREFIX = env.text("OCID_PREFIX", "ocds-213czf")
"""The publisher's prefix of OCDS identifiers; the default is the one that the standard keeps for examples."""
