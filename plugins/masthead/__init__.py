"""Masthead publishes a company's thought leadership.

The data goes one way, and the rooms are named in its order:
source → content → checks → plan → render → write.
"""

__version__ = "0.1.0"
