"""Images: what they are, and the smaller copies that pages show of them."""
