"""All mitigations by category and document."""
