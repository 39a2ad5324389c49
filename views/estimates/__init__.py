"""Shares that a study estimates for more people than it asked, each with its interval."""
