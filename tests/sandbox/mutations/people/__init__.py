"""People, and the details of their accounts."""
