"""Figures of which a study prints only a bound."""
