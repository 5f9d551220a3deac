"""The program: start, window, one room per tab, actions, printing, command line."""

from desktop import plain_import as plain_import  # before anything here loads PySide6
