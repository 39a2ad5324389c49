"""What users bring: surveys and official definitions, read, checked and kept."""
