"""One screen per domain; they know the session, never the app."""
