"""What mutations change, seen by queries and in the tables."""
