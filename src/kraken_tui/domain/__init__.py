"""What each domain reads: frozen models, GraphQL documents and the queries that join them."""
