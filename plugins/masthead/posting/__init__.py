"""Post a piece to a network, once.

In: a Post, a Channel and a Ledger. Out: an Outcome, which says what happened and what to do next.
`posting.post` is the door; `channels` knows the networks and reads their tokens from the
environment, `networks` holds one module for each network's documented API, `wire` is the only
module that speaks to another computer, `ledger` remembers what was tried, `tokens` keeps secrets
out of all that is shown or kept.
"""

from masthead.posting.channels import CHANNELS, Channel, channel_named
from masthead.posting.faults import CannotPost
from masthead.posting.ledger import Ledger
from masthead.posting.model import Outcome, Picture, Post, Result
from masthead.posting.posting import post, settle

__all__ = [
    "CHANNELS", "CannotPost", "Channel", "Ledger", "Outcome", "Picture", "Post", "Result",
    "channel_named", "post", "settle",
]  # fmt: skip
