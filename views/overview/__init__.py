"""What experts agree on, at a glance."""
