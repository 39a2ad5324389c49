"""Statistics: pure functions on arrays of counts, which know no database and no page."""
