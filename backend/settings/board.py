"""The public board."""

from backend.settings import env

PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000")
"""The address that posters and links print."""
