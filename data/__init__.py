"""Facts as CSV, and the build that turns them into one DuckDB file."""
