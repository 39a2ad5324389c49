"""Which measures experts would combine."""
