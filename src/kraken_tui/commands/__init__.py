"""What runs without a screen: one module per command."""
