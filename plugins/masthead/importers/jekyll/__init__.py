"""Reads a Jekyll site."""
