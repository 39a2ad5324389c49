"""How far experts agree with each statement."""
