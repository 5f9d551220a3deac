"""The program: start, window, one room per tab, actions, printing, command line."""
