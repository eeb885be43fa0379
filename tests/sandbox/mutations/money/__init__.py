"""Mutations that move money, or decide how it will move."""
