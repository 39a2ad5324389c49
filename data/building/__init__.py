"""The facts, checked and turned into the tables of the database."""
