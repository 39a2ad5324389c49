"""What is proposed, what experts were asked, and how far they agree."""
