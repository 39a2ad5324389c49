"""Files that are put into bundles as they are."""
