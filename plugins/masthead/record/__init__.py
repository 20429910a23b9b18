"""What earlier builds have done, in one file: `.cache/masthead/record.db`.

In: sources and outputs. Out: what is known of them. The file may be removed, shared or cut off at
any time: what it does not know, or does not know for certain, is done again.
"""
