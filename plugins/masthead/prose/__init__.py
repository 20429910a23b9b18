"""What stands in a text for a reader: its paragraphs, headings, links, images and sentences.

    syntax       what is read as Markdown, here and for pages
    reading      Markdown to Prose, each word with its place in the file
    sentences    a block's text cut into sentences
    linting      what a linter of English prose objects to

For rules about how a piece is written. Pure; pages are rendered elsewhere (`render.markdown`).
"""
