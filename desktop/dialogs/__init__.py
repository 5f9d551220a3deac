"""Dialogs: one question each, shown by the menus and the rooms."""
