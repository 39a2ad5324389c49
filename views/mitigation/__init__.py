"""All that is known of one mitigation."""
