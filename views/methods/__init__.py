"""Sources, proof of the reconstruction, and what there is to look up."""
