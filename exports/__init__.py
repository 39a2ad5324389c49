"""Tables as files: pure functions from a frame to bytes."""
