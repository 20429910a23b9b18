"""Feeds, and what other files take from them: a text without its page, formulas in words.

`renderer` writes the files, with feedgen and lxml; nothing here imports those before a feed is
wanted, since they take long to import.
"""
