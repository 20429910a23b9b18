"""The site's search: an index of records, cut into small files that a reader's browser asks.

In: records of `masthead.plan`. Out: files below `search/`. Everything here is a pure function but
`beside`, which runs it in a process of its own while the site is rendered. The other half, which
reads these files, is `masthead/render/static/search.js`; both cut texts into words alike.
"""
