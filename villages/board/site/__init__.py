"""The public site as files: the same bytes that the views answer, beside them their packed forms."""
