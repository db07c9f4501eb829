package org.datanet.devstack.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/// A database with an owning role of the same name; both are made when missing.
final class Databases {

  private Databases() {}

  static void create(Connection connection, String name, String password) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      if (!exists(statement, "select 1 from pg_roles where rolname = '" + name + "'")) {
        statement.execute("create role " + name + " login password '" + password + "'");
      }
      if (!exists(statement, "select 1 from pg_database where datname = '" + name + "'")) {
        statement.execute("create database " + name + " owner " + name);
      }
    }
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }
}
