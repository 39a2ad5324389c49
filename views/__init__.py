"""What there is to see: the one list of views, a package each, and what all of them share."""
