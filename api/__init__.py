"""The data API: each view of the pages as rows, in the same process."""
