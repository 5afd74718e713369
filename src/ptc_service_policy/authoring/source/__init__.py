"""The bridge to the service description: reading it, comparing it with a policy, drafting a version from it.

``check`` compares and ``draft`` writes. Both read a description in three steps: a reader turns a file
into blocks, ``description`` puts the blocks into sections, statements and tables, and ``extraction``
takes the facts out of them. What cannot be read is a problem with its place, never a guess.
"""
