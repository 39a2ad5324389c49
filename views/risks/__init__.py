"""What is known of each risk: what studies asked about it, what governs it, what happened."""
