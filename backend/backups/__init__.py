"""Backups of the embedded default: one database file and one store of files; PostgreSQL has tools of its own."""
