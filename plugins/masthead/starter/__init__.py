"""A company's own repository, started: everything that it needs to build, check and publish.

    wish        what is asked of whoever starts a site, and which answers do
    actions     the actions of GitHub's that the workflows use, pinned by commit
    versions    what pip has to install in the new repository
    wheel       Masthead itself, where pip can get it from nowhere
    render      the files, rendered from templates/
    write       into a folder, all of them or none

In: a SiteWish. Out: files. The templates' own delimiters are `<< >>`, `<% %>` and `<# #>`, since
`{{ }}` belongs to the workflows.
"""
