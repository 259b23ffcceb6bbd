"""Invented content for trying things out: villages, people and deliberations, always the same ones."""
