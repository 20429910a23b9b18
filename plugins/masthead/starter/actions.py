"""The actions that the workflows use, each pinned by the commit of a release.

A tag can be moved to other code, a commit cannot. Whoever renews one looks the commit up in the
action's own repository; the version beside it is for people, and for Dependabot.
"""

from typing import Final

PINNED: Final = {
    "checkout": ("actions/checkout", "3d3c42e5aac5ba805825da76410c181273ba90b1", "v7.0.1"),
    "setup_python": ("actions/setup-python", "5fda3b95a4ea91299a34e894583c3862153e4b97", "v7.0.0"),
    "upload_artifact": (
        "actions/upload-artifact", "bbbca2ddaa5d8feaa63e36b76fdaad77386f024f", "v7.0.0",
    ),
    "download_artifact": (
        "actions/download-artifact", "3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c", "v8.0.1",
    ),
    "github_script": (
        "actions/github-script", "ed597411d8f924073f98dfc5c65a23a2325f34cd", "v8.0.0",
    ),
    "upload_pages_artifact": (
        "actions/upload-pages-artifact", "fc324d3547104276b827a68afc52ff2a11cc49c9", "v5.0.0",
    ),
    "deploy_pages": ("actions/deploy-pages", "cd2ce8fcbc39b97be8ca5fce6e763baed58fa128", "v5.0.0"),
}  # fmt: skip
"""Repository, commit and version, by the name that templates know."""

USES: Final = {
    name: f"{repository}@{commit} # {version}"
    for name, (repository, commit, version) in PINNED.items()
}
"""What stands after `uses:`."""
