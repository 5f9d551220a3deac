"""Runs the scripts of `versions/` on the connection that `storage.migration` hands over, inside its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
