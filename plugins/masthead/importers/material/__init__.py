"""Reads the blog plugin of Material for MkDocs."""
