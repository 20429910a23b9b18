"""One piece as readers will meet it: its page, its entry in feeds, its cards on networks, the texts
that go with them, its results in searches, its mail; side by side in one local page.

In: a Look, which a host takes of a site without building it. Out: a Preview, its files, and a
server that shows them. Nothing is written but to the folder that somebody names.
"""
