"""Other systems' blogs become our source trees, with an account of every post and author.

    reader (jekyll/, material/)  →  model.ImportedBlog  →  plan, links, texts  →  writer  →  report

A reader knows one system and nothing of ours but words; what follows the model knows no system.
The next system needs a reader: posts in GitHub's Markdown, links as the source wrote them, a note
in the Ledger for whatever is changed, dropped or left to a person.
"""
