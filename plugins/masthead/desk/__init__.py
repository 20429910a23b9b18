"""What editors ask of a site's sources: how ideas grow, and what to write next.

    chains      ideas with all their steps, planned and private ones too, and what stands still
    trees       a chain as a tree of lines
    diagrams    chains for Mermaid and Graphviz
    named       the piece or idea that somebody means by a word
    elsewhere   what an address on the web says about what stands there
    drafts      the next piece, drafted from a step
    pieces      a new piece: its `heads`, front matter; its `places`; its `parts`, in a series
    profiles    a new author, series, idea
    interviews  questions for an expert, and the draft that takes the answers
    outlines    what each format asks of its author, and an interviewer of an expert
    status      where every piece stands, and what it waits for
    reviewing   what a branch changes for readers
    changes     which files a branch changes
    fixes       repairs that have one right answer
    hunks       which lines a diff shows

In: a Library, Settings, an instant. Out: values and text. But for what asks git, `changes` and
`hunks`, and `fixes`, nothing here reads, writes or prints, and nothing that it makes belongs in the
published site.
"""
