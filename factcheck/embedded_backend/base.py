"""Starts the private server at the first connection, so that ``check`` and ``--help`` start nothing.

``OPTIONS["embedded_dir"]`` names the server's folder. A database that does not exist yet is created; Django's
test runner creates and drops its own through the same backend.
"""

from functools import cache

from django.db.backends.postgresql import base, client
from django.db.utils import DatabaseError
from psycopg import OperationalError, errors, sql

from factcheck.embedded import EmbeddedPostgres

server_in = cache(EmbeddedPostgres)


class DatabaseClient(client.DatabaseClient):
    """``manage.py dbshell`` with the psql of the same binaries."""

    @classmethod
    def settings_to_cmd_args_env(cls, settings_dict, parameters):
        server = server_in(settings_dict["OPTIONS"]["embedded_dir"])
        server.join()
        where = {name.upper(): value for name, value in server.parameters.items()}
        arguments, environment = super().settings_to_cmd_args_env({**settings_dict, **where}, parameters)
        return [str(server.binaries / "psql"), *arguments[1:]], environment


class DatabaseWrapper(base.DatabaseWrapper):
    client_class = DatabaseClient

    @property
    def server(self) -> EmbeddedPostgres:
        return server_in(self.settings_dict["OPTIONS"]["embedded_dir"])

    def get_connection_params(self):
        self.server.join()
        parameters = super().get_connection_params()
        del parameters["embedded_dir"]
        if parameters["dbname"].startswith("test_"):  # worth nothing after a crash: do not wait for the disk
            parameters["options"] = "-c synchronous_commit=off"
        return {**parameters, **self.server.parameters}

    def get_new_connection(self, conn_params):
        try:
            return super().get_new_connection(conn_params)
        except OperationalError as error:
            name = conn_params["dbname"]
            if self.server.answers():
                if f'database "{name}" does not exist' not in str(error):
                    raise
                self._create_database(name)
            else:  # killed since this process joined
                self.server.start()
        return super().get_new_connection(conn_params)

    def _create_database(self, name: str) -> None:
        try:
            with self._nodb_cursor() as cursor:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except DatabaseError as error:
            # Another process was faster: "exists already", or, in the same instant, a unique index says so.
            if not isinstance(error.__cause__, errors.DuplicateDatabase | errors.UniqueViolation):
                raise
