"""What different studies, of experts and of the public, asked about the same topic."""
