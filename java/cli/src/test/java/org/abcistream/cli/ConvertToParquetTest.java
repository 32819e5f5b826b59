package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code convert --to parquet}, as DuckDB reads it. */
class ConvertToParquetTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"small", "sim", "v053-small", "sdk-buggy-meta"})
  void theRowsAreThoseOfTheCsv(String chain) throws IOException, SQLException {
    Path blocks = Chain.fill(chain, directory);
    Path file = directory.resolve("pairs.parquet");

    Run run = Run.of("convert", "--to", "parquet", "--dir", blocks, "--out", file);

    assertThat(run).extracting(Run::exitCode, Run::out, Run::err).containsExactly(0, "", "");
    List<String> rows =
        query(
            "SELECT concat_ws(',', height, store_key, \"delete\", lower(hex(key)),"
                + " lower(hex(value))) FROM '%s'",
            file);
    assertThat(rows)
        .isEqualTo(
            Run.of("convert", "--to", "csv", "--dir", blocks).out().lines().skip(1).toList());
  }

  @Test
  void theColumnsHaveTypes() throws SQLException {
    Path file = directory.resolve("pairs.parquet");
    Run.of("convert", "--to", "parquet", "--dir", Chain.SMALL, "--out", file, "--decode");

    assertThat(query("SELECT column_name || ' ' || column_type FROM (DESCRIBE FROM '%s')", file))
        .containsExactly(
            "height BIGINT",
            "store_key VARCHAR",
            "delete BOOLEAN",
            "key BLOB",
            "value BLOB",
            "decoded JSON");
    assertThat(query("SELECT DISTINCT compression FROM parquet_metadata('%s')", file))
        .containsExactly("ZSTD");
  }

  @Test
  void whatIsDecodedCanBeAskedFor() throws SQLException {
    Path file = directory.resolve("pairs.parquet");
    Run.of("convert", "--to", "parquet", "--dir", Chain.SMALL, "--out", file, "--decode");

    assertThat(
            query(
                "SELECT decoded->>'$.value' FROM '%s' WHERE decoded->>'$.kind' = 'supply'"
                    + " ORDER BY height DESC LIMIT 1",
                file))
        .containsExactly("4065510868307");
    assertThat(query("SELECT count(*) FROM '%s' WHERE decoded IS NULL", file))
        .containsExactly("1724");
  }

  @Test
  void aStoreWithoutPairsMakesAFileWithoutRows() throws SQLException {
    Path file = directory.resolve("pairs.parquet");
    Run.of("convert", "--to", "parquet", "--dir", Chain.SMALL, "--out", file, "--store", "none");

    assertThat(query("SELECT count(*) FROM '%s'", file)).containsExactly("0");
  }

  private static List<String> query(String sql, Path file) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql.formatted(file))) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }
}
