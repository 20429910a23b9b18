"""Other dialects' Markdown to GitHub's, by position in the source: code is never touched."""
