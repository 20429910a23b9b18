"""Markdown to Documents: GitHub's dialect by comrak, and a pass over HTML for any dialect.

In: a piece's text. Out: a Document: HTML with its addresses cut out, headings, notes. Pure.
`gfm` is the entrance; `walk` is the one loop over the HTML, and a module per idea says what
happens to its tags. The other dialect's entrance is `masthead.hosts.mkdocs.python_markdown`.
"""
