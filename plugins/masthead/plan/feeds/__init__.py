"""Feeds: which there are, what each holds, and how pages, people and programs find them.

collections   what has feeds
formats       their files, media types and names, and where they lie
identity      ids for good
entries       a piece as all feeds show it
planner       the feeds with their archives, and notices of a move
follow        the links to feeds on every page
groups        the feeds as people look through them
opml          lists of feeds for feed readers
views         all of that as data for masthead.render.feeds
"""
