"""The site's search: an index of records, cut into small files that a reader's browser asks.

In: records of `masthead.plan`, and what the last index has left. Out: files below `search/`, and
the same for the next one. Only `beside` reads and writes, which runs the rest in a process of its
own while the site is rendered. The other half, which reads these files, is
`masthead/render/static/search.js`; both cut texts into words alike.
"""
