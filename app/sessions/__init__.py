"""Signing in, staying signed in, and being signed out."""
