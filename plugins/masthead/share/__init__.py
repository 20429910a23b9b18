"""Words for networks: how each one counts, texts that fit, addresses that offer them to a reader.

Pure: texts in, texts and numbers out. What a piece says on a channel is decided in
`masthead.plan.sharing`; nothing here posts anything.
"""
