"""The wire: one async client, signing in, errors, paging, limits and the live schema."""
