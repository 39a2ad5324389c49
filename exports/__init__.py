"""What leaves the dashboard, as files: pure functions from frames and exhibits to bytes."""
