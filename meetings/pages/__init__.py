"""Pages of the desk beside the queue and the meeting."""
