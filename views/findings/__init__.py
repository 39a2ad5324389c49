"""The lists that people make of a survey, and how solid each is."""
