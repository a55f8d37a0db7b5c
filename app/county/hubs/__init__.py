"""A township without a county serves itself; later it joins one, with its whole history. See docs/hub.md."""
