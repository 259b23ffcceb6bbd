"""Passwords that a neighbour guesses: a word of the village's work, with figures or signs around it."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_WORDS = """
administrator admin agustus apbdes balaidesa bismillah bpd bumdes camat cinta danadesa desa desaku garuda gotongroyong
indonesia indonesiaku indonesiaraya jaya kabupaten kades kantordesa kecamatan kelurahan keluarga kepaladesa kotakita
merdeka musdes musyawarah nusantara operator pancasila pendamping pendampingdesa petugas rahasia rakyat rembuk
rembukdesa sandi katasandi sayang sekdes sekretaris selamat siskeudes sukses terserah
"""
WORDS = frozenset(_WORDS.split())
"""What people of this work choose first; ``CommonPasswordValidator`` knows the world's, and hardly any of these."""
_AROUND = re.compile(r"[\W\d_]+")


class LocalWords:
    """Refuses a password that is one such word (or two in a row) once figures and signs are taken away."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ``ValidationError`` for ``desa2026``, ``Musdes-123`` and their like."""
        bare = _AROUND.sub("", password.lower())
        if bare in WORDS or any(bare[:end] in WORDS and bare[end:] in WORDS for end in range(1, len(bare))):
            raise ValidationError(self.get_help_text(), code="password_local_word")

    def get_help_text(self) -> str:
        """What to do instead."""
        return _("Kata sandi ini mudah ditebak. Pakai beberapa kata yang tidak berhubungan dengan pekerjaan desa.")
