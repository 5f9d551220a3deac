"""What can be done, without Qt: load, one rule of the framework, save. Rooms and the command line call the same."""
