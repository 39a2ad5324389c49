"""All that is known of one risk."""
