package org.abcistream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** {@code stat}. */
class StatTest {
  private static final String V053_JSON =
      "{\"first_height\":1,\"last_height\":24,\"blocks\":24,\"missing_blocks\":0,"
          + "\"pairs\":1006,\"deletes\":46,\"bytes\":82542,"
          + "\"metadata_bytes\":188522,\"stores\":"
          + "[{\"store_key\":\"acc\",\"pairs\":493,\"deletes\":0,\"bytes\":55297},"
          + "{\"store_key\":\"bank\",\"pairs\":456,\"deletes\":46,\"bytes\":18310},"
          + "{\"store_key\":\"staking\",\"pairs\":56,\"deletes\":0,\"bytes\":8861},"
          + "{\"store_key\":\"consensus\",\"pairs\":1,\"deletes\":0,\"bytes\":74}]}\n";

  @TempDir private Path directory;

  @Test
  void aTableHasTheSumsAndEachStore() {
    Run run = Run.of("stat", "--dir", Chain.SMALL);

    assertThat(run)
        .extracting(Run::exitCode, Run::out, Run::err)
        .containsExactly(
            0,
            """
            heights   1 to 20
            blocks    20
            missing   0
            metadata  417,940 bytes

            store                         pairs        deletes              bytes
            gov                             102             19            127,721
            staking                         388             69            100,228
            distribution                    939             30             68,199
            slashing                        294              0             25,966
            acc                             215              0             23,931
            bank                            265             52             11,630
            group                           142             20             10,736
            authz                            43              4              5,902
            feegrant                         26              5              5,413
            nft                              77              0              4,893
            evidence                         19              0              3,002
            mint                             21              0              1,383
            upgrade                          19              0                560
            consensus                         1              0                 66
            capability                        1              0                 30
            crisis                            1              0                 27
            all                           2,553            199            389,687
            """,
            "");
  }

  @Test
  void jsonHasTheSame() throws IOException {
    Path blocks = Chain.fill("v053-small", directory);

    assertThat(Run.of("stat", "--dir", blocks, "-o", "json").out()).isEqualTo(V053_JSON);
  }

  @Test
  void missingBlocksAreCounted() throws IOException {
    Path blocks = Chain.copyOfSmall(directory.resolve("blocks"));
    Files.delete(blocks.resolve("block-9-data"));
    Files.delete(blocks.resolve("block-10-data"));
    Files.delete(blocks.resolve("block-10-meta"));

    assertThat(Run.of("stat", "--dir", blocks, "--from", 8, "--to", 11, "-o", "json").out())
        .startsWith(
            "{\"first_height\":8,\"last_height\":11,\"blocks\":2,\"missing_blocks\":2,"
                + "\"pairs\":284,");
  }

  @Test
  void metadataAloneHasNoPairs() {
    assertThat(Run.of("stat", "--dir", Chain.SDK_METADATA, "-o", "json").out())
        .isEqualTo(
            "{\"first_height\":1,\"last_height\":20,\"blocks\":0,\"missing_blocks\":20,"
                + "\"pairs\":0,\"deletes\":0,\"bytes\":0,\"metadata_bytes\":0,\"stores\":[]}\n");
    Path page = directory.resolve("stat.html");
    assertThat(Run.of("stat", "--dir", Chain.SDK_METADATA, "--html", page).exitCode()).isZero();
    assertThat(page).content().contains("<dt>Missing</dt><dd>20</dd>");
  }

  @Test
  void aBlockThatIsNotWholeLeavesNoPage() throws IOException {
    Path blocks = Chain.copyOfSmall(directory.resolve("blocks"));
    Files.writeString(blocks.resolve("block-9-data"), "torn");
    Path page = directory.resolve("stat.html");

    Run run = Run.of("stat", "--dir", blocks, "--html", page);

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("block-9-data");
    assertThat(directory.toFile().list()).containsExactly("blocks");
  }

  @Test
  void thePageNeedsNothingBesideItself() throws IOException {
    assertThat(page(Chain.SMALL))
        .doesNotContain("http", "<script", "<link", "src=", "href=", "url(", "@import")
        .contains("@media (prefers-color-scheme: dark)")
        .contains("<dt>Pairs</dt><dd>2,553</dd>", "<dt>Deletes</dt><dd>199</dd>")
        .contains("<g><title>height 18: ", "<g><title>distribution: 939</title>");
  }

  @Test
  void thePageIsTheSameEachTime() throws IOException {
    assertThat(page(Chain.SMALL)).isEqualTo(page(Chain.SMALL));
  }

  @Test
  void eachChartIsNamedAndDescribedForWhoDoesNotSeeIt() throws Exception {
    String page = page(Chain.fill("sim", directory));

    assertThat(page.split("<svg ", -1)).hasSize(1 + 4);
    for (int begin = page.indexOf("<svg"); begin > 0; begin = page.indexOf("<svg", begin + 1)) {
      String svg = page.substring(begin, page.indexOf("</svg>", begin) + "</svg>".length());
      Document chart =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)));
      String[] labels = chart.getDocumentElement().getAttribute("aria-labelledby").split(" ");
      assertThat(chart.getDocumentElement().getAttribute("role")).isEqualTo("img");
      assertThat(labels)
          .hasSize(2)
          .allSatisfy(id -> assertThat(svg).containsOnlyOnce("id=\"" + id));
      assertThat(chart.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
      assertThat(chart.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
    }
    assertThat(page).contains("heights 1 to 2: ", "A column is several blocks");
  }

  @Test
  void aPageThatIsThereIsNotReplacedWithoutForce() throws IOException {
    Path page = Files.writeString(directory.resolve("stat.html"), "mine");

    assertThat(Run.of("stat", "--dir", Chain.SMALL, "--html", page).exitCode()).isEqualTo(2);
    assertThat(page).hasContent("mine");
    assertThat(Run.of("stat", "--dir", Chain.SMALL, "--html", page, "--force").exitCode()).isZero();
    assertThat(page).content().startsWith("<!DOCTYPE html>");
  }

  private String page(Path blocks) throws IOException {
    Path page = directory.resolve("stat.html");
    Run run = Run.of("stat", "--dir", blocks, "--html", page, "--force");
    assertThat(run).extracting(Run::exitCode, Run::out, Run::err).containsExactly(0, "", "");
    return Files.readString(page);
  }
}
