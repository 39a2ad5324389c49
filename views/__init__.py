"""What the pages show for given filters: made once, cached, and ready to be taken away."""
