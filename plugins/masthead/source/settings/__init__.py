"""The plugin's configuration: its keys, and how mkdocs.yml becomes Settings.

    read           the options, with their places in mkdocs.yml, into Settings
    table          all keys of the first level
    groups         keys below a key
    places         folders and addresses of the site
    vocabulary     topics, audiences, stages, formats, series
    feeds          feeds, and the page on subscribing
    machines       sitemap, crawlers, security.txt and the like
    organization   who publishes
    weights        how much each rule weighs

What is wrong is found and left at its default, so that everything else is still checked.
"""
