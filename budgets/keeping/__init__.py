"""Verbs of the APB Desa: begin, fill, bring from a file, adopt, revise, say what came true, publish.

Each locks the edition, refuses what somebody else changed meanwhile, and records who did what.
"""
