"""How a kabupaten comes in: people from a table, slips to sign in with, hand-overs, its own words and rules.

It stands above money and meetings, since the list of what is still to do counts both.
"""
