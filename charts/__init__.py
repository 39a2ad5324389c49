"""What the charts of views share: their skeleton, colours, and what fits which screen."""
