"""After a breach: who saw what of a village, and the letter that tells those concerned (UU 27/2022 Pasal 46)."""
