"""Measure whole builds of Masthead and of other tools on the same posts: one command per claim."""
