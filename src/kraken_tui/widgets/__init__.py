"""Widgets of the app; they know specs and models, never the client."""
