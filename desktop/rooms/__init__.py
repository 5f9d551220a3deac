"""The rooms: one for each finished tab. Rooms do not know each other; the window ties them together."""
