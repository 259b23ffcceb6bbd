"""Public pages about meetings that are still to come."""
