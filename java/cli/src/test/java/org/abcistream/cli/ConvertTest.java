package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code convert} to text, and to files of any kind. */
class ConvertTest {
  private static final String JSONL =
      "40c08df1c51ac9709bef5340c2cdb24e85359e00aa3f8249a89fd29aa4f2c2db";
  private static final String CSV =
      "f9c1c20e0e03e5855be0a086e4e5f07942fb895826adf34068786a484042764a";

  @TempDir private Path directory;

  @Test
  void aPairIsALineOfJson() {
    Run run = convert("jsonl", "--from", 4, "--to", 4, "--store", "evidence", "--store", "mint");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .isEqualTo(
            Run.of("cat", 4, "--dir", Chain.SMALL, "-o", "json").lines().stream()
                .filter(line -> line.contains("\"evidence\"") || line.contains("\"mint\""))
                .map(line -> line + "\n")
                .reduce("", String::concat));
  }

  @Test
  void smallIsConvertedInFull() {
    assertThat(Sha256.of(convert("jsonl").bytes().toByteArray())).isEqualTo(JSONL);
    assertThat(Sha256.of(convert("csv").bytes().toByteArray())).isEqualTo(CSV);
  }

  @Test
  void csvHasAHeaderAndOneColumnMoreWithDecode() {
    Run run = convert("csv", "--from", 20, "--store", "bank", "--decode", "--bech32", "cosmos");

    assertThat(run.lines().get(0)).isEqualTo("height,store_key,delete,key,value,decoded");
    assertThat(run.lines().get(1))
        .isEqualTo(
            "20,bank,false,007374616b65,34303635353130383638333037,"
                + "\"{\"\"kind\"\":\"\"supply\"\",\"\"key\"\":{\"\"denom\"\":\"\"stake\"\"},"
                + "\"\"value\"\":\"\"4065510868307\"\"}\"");
  }

  @Test
  void base64IsThereForTheAsking() {
    Run run = convert("csv", "--from", 20, "--store", "bank", "--base64");

    assertThat(run.lines().get(1)).isEqualTo("20,bank,false,AHN0YWtl,NDA2NTUxMDg2ODMwNw==");
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "csv", "parquet"})
  void aFileThatIsThereIsNotReplacedWithoutForce(String format) throws IOException {
    Path file = Files.writeString(directory.resolve("pairs"), "mine");

    Run refused = convert(format, "--out", file);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .isEqualTo(
            "abcistream: %s is there already: give another name, or --force to replace it\n"
                .formatted(file));
    assertThat(file).hasContent("mine");

    assertThat(convert(format, "--out", file, "--force").exitCode()).isZero();
    assertThat(Files.size(file)).isGreaterThan(10_000);
    assertThat(names()).containsExactly("pairs");
  }

  @Test
  void aFileInADirectoryIsNamedAfterItsHeights() throws IOException {
    convert("jsonl", "--from", 5, "--to", 7, "--out", directory);
    convert("jsonl", "--out", directory);

    assertThat(names()).containsExactly("blocks-1-20.jsonl", "blocks-5-7.jsonl");
    assertThat(Sha256.of(Files.readAllBytes(directory.resolve("blocks-1-20.jsonl"))))
        .isEqualTo(JSONL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"jsonl", "csv", "parquet"})
  void aBlockThatIsNotWholeLeavesNoFile(String format) throws IOException {
    Path blocks = Chain.copyOfSmall(directory.resolve("blocks"));
    Path torn = blocks.resolve("block-9-data");
    Files.write(torn, Arrays.copyOf(Files.readAllBytes(torn), 100));
    Path out = Files.createDirectory(directory.resolve("out"));

    Run run = Run.of("convert", "--to", format, "--dir", blocks, "--out", out);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("block-9-data");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void heightsThatAreMissingAreSaid() throws IOException {
    Path blocks = Chain.copyOfSmall(directory.resolve("blocks"));
    Files.delete(blocks.resolve("block-9-data"));
    Files.delete(blocks.resolve("block-9-meta"));

    Run run = Run.of("convert", "--to", "jsonl", "--dir", blocks, "--from", 8, "--to", 10);

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo("abcistream: heights from 8 to 10 without data: 1; `gaps` lists them\n");
    assertThat(run.lines()).extracting(line -> line.substring(0, 12)).contains("{\"height\":8,");
  }

  @Test
  void metadataAloneHasNoPairs() {
    Run run = Run.of("convert", "--to", "jsonl", "--dir", Chain.SDK_METADATA);

    assertThat(run)
        .extracting(Run::exitCode, Run::out, Run::err)
        .containsExactly(
            1, "", "abcistream: heights from 1 to 20 without data: 20; `gaps` lists them\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--from 3 | convert makes one format: give --to jsonl, --to csv or --to parquet",
        "--to csv --to jsonl | convert makes one format: give --to jsonl, --to csv or --to parquet",
        "--to xml | --to xml is neither a format nor a height: give jsonl, csv or parquet",
        "--to csv --to 3 --to 4 | --to [3, 4]: give one last height",
        "--to csv --from 4 --to 3 | --from 4 is above --to 3: swap the two",
        "--to parquet | Parquet goes to a file: give its name by --out FILE",
        "--to parquet --base64 | Parquet has bytes as bytes: leave out --base64",
        "--to csv --from 21 | there are blocks from 1 to 20, and none of those that were asked for:"
            + " give other heights",
      })
  void whatCannotBeDoneIsSaid(String arguments, String sentence) {
    Run run = Run.of((Object[]) ("convert --dir " + Chain.SMALL + " " + arguments).split(" "));

    assertThat(run)
        .extracting(Run::exitCode, Run::out, Run::err)
        .containsExactly(2, "", "abcistream: " + sentence + "\n");
  }

  private static Run convert(String format, Object... more) {
    List<Object> arguments =
        new ArrayList<>(List.of("convert", "--to", format, "--dir", Chain.SMALL));
    arguments.addAll(List.of(more));
    return Run.of(arguments.toArray());
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
