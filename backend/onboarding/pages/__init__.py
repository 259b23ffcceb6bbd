"""The desk's pages for people, slips, hand-overs, and for what a kabupaten sets up."""
