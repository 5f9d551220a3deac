"""Find anything: an index of its own beside the business file, never in it. No Qt but in `finder`."""
