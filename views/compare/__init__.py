"""Groups of experts side by side."""
