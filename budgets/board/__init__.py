"""Public pages on money over many publications: fates, lines against the budget, prices."""
