"""Sentences and figures as people read them: the one place where records of the framework become words."""
