"""Every documented row, from its form through the real client to the tenant's tables."""
