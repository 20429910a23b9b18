"""Masthead in MkDocs."""

import gc

# MkDocs loads the plugin below, with 300 modules. Python searches for cycles meanwhile, time and
# again in all that MkDocs has loaded before, and finds none; what is frozen is not searched.
gc.freeze()
