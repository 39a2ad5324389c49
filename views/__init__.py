"""What the pages show for given filters: made once, remembered, and ready to be taken away."""
