"""One .sql file a question, and the functions that ask them."""
