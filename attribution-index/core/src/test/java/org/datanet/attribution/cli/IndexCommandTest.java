package org.datanet.attribution.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.datanet.attribution.Samples;
import org.datanet.attribution.index.AttributionIndex;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IndexCommandTest {

  @TempDir Path folder;
  private StringWriter out = new StringWriter();
  private StringWriter err = new StringWriter();

  @BeforeEach
  void writeCorpus() throws IOException {
    write("corpus/melville/1.txt", Samples.text("moby-dick-001.txt"));
    write("corpus/melville/2.txt", Samples.text("moby-dick-014.txt"));
    write("corpus/<king> & \"james\"/ruth.txt", Samples.text("kjv-ruth-01.txt"));
    write("answer.txt", "<i>" + Samples.paragraphs("moby-dick-014.txt").get(1) + "</i>");
  }

  private void write(String name, String text) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
  }

  private int run(String... arguments) {
    out = new StringWriter();
    err = new StringWriter();
    return IndexCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private JsonNode json(String... arguments) throws IOException {
    assertThat(run(arguments)).as(err.toString()).isZero();
    return JsonMapper.builder().build().readTree(out.toString());
  }

  private void build() {
    assertThat(run("build", at("index"), at("corpus"))).as(err.toString()).isZero();
  }

  @Test
  void buildsAndAnswersInTables() { // R17
    build();
    assertThat(out.toString()).containsPattern("records +3\n").contains("digest");
    assertThat(run("count", at("index"), "call me ISHMAEL!")).isZero();
    assertThat(out.toString()).containsPattern("words +call me ishmael\ncount +1\n");
    assertThat(run("find", at("index"), "Call me Ishmael", "--limit=5")).isZero();
    assertThat(out.toString()).contains("melville  ", "[call me ishmael] some years ago");
    assertThat(run("verify", at("index"))).isZero();
    assertThat(out.toString()).contains("every byte");
    assertThat(run("stat", at("index"), "--corpus", at("corpus"))).isZero();
    assertThat(out.toString()).contains("bytes per corpus byte", "suffixes", "contributors");
  }

  @Test
  void answersInJson() throws IOException {
    assertThat(json("build", at("index"), at("corpus"), "--json").path("records").asInt())
        .isEqualTo(3);
    assertThat(json("count", at("index"), "ishmael", "--json").path("count").asInt()).isPositive();
    JsonNode place = json("find", at("index"), "call me ishmael", "--json").get(0);
    assertThat(place.path("contributorName").asText()).isEqualTo("melville");
    assertThat(place.path("acceptedAt").asText()).isEqualTo("2000-01-01T00:00:01Z");
    JsonNode stat = json("stat", at("index"), "--json", "--corpus", at("corpus"));
    assertThat(stat.path("index").path("bytes").asLong()).isEqualTo(bytesOfIndex());
    assertThat(stat.path("bytesPerCorpusByte").asDouble()).isPositive();
    assertThat(json("verify", at("index"), "--json").path("digest"))
        .isEqualTo(stat.path("index").path("digest"));
  }

  private long bytesOfIndex() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("index"))) {
      return files
          .filter(file -> file.toString().endsWith(".dni"))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }

  @Test
  void appendsErasesPurgesAndCompacts() throws IOException {
    build();
    write("more.jsonl", "{\"contributor\":\"xeno\",\"text\":\"zymurgy quokkas of wuthering\"}");
    assertThat(json("append", at("index"), at("more.jsonl"), "--json").path("addedRecords").asInt())
        .isEqualTo(1);
    JsonNode place = json("find", at("index"), "zymurgy", "--json").get(0);
    assertThat(place.path("acceptedAt").asText()).isEqualTo("2000-01-01T00:00:03Z");
    String id = place.path("recordId").asText();

    assertThat(run("erase", at("index"), "--record", id)).isZero();
    assertThat(json("count", at("index"), "zymurgy", "--json").path("count").asInt()).isZero();
    assertThat(everyByte()).contains("zymurgy", "xeno");
    JsonNode report = json("erase", at("index"), "--purge", "--json");
    assertThat(report.path("records").get(0).asText()).isEqualTo(id);
    assertThat(report.path("wordsRemoved").asInt()).isEqualTo(4);
    assertThat(everyByte()).doesNotContain("zymurgy", "xeno").contains("melville");

    assertThat(run("append", at("index"), at("more.jsonl"))).isZero();
    assertThat(json("compact", at("index"), "--segments=1", "--json").path("segments").asInt())
        .isEqualTo(1);
    AttributionIndex.verify(folder.resolve("index"));
  }

  private String everyByte() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(folder.resolve("index"))) {
      for (Path file : files.toList()) {
        all.append(
            new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
      }
    }
    return all.toString();
  }

  @Test
  void attributesAnAnswerAndShowsIt() throws IOException { // R41
    build();
    JsonNode result =
        json("attribute", at("index"), "--response", at("answer.txt"), "--html", at("page.html"));
    JsonNode share = result.path("attribution").path("shares").get(0);
    assertThat(share.path("ppm").asInt()).isGreaterThan(900_000);
    assertThat(result.path("contributors").path(share.path("contributor").asText()).asText())
        .isEqualTo("melville");
    String page = Files.readString(folder.resolve("page.html"));
    assertThat(page)
        .contains("&lt;i&gt;", "melville", "href=\"#span-1\"", "id=\"span-1\"")
        .doesNotContain("<i>", "<!-- ", "src=", "http://", "https://", "@import", "url(");
  }

  @Test
  void thePageEscapesNames() throws IOException {
    build();
    write(
        "answer.txt",
        Samples.paragraphs("kjv-ruth-01.txt").get(1) + " <!-- spans --> $1 \\ \u0000");
    run("attribute", at("index"), "--response", at("answer.txt"), "--html", at("page.html"));
    assertThat(Files.readString(folder.resolve("page.html")))
        .contains("&lt;king&gt; &amp; &quot;james&quot;", "&lt;!-- spans --&gt; $1 \\ \ufffd")
        .doesNotContain("<king>", "\u0000");
  }

  @Test
  void aProblemIsOneLineAndStatusOne() throws IOException {
    assertProblem("index-not-found: nowhere holds no manifest.json", "verify", at("nowhere"));
    assertProblem("index-not-found: corpus holds no manifest.json", "stat", at("corpus"));
    assertProblem("is no index; make one with", "erase", at("nowhere"), "--purge");
    assertProblem("is no index; make one with", "compact", at("nowhere"));
    assertProblem("is no index; make one with", "append", at("nowhere"), at("corpus"));
    assertThat(folder.resolve("nowhere")).doesNotExist();
    build();
    assertProblem("index-exists: ", "build", at("index"), at("corpus"));
    assertProblem("index-duplicate-record: ", "append", at("index"), at("corpus"));
    assertProblem("corpus-unreadable: ", "append", at("index"), at("missing.tsv"));
    assertProblem(
        "index-record-not-found: ",
        "erase",
        at("index"),
        "--record",
        Samples.recordId(1).toString());
    assertProblem("corpus-unreadable: ", "attribute", at("index"), "--response", at("missing"));
    Files.write(folder.resolve("latin1"), new byte[] {'a', (byte) 0xe4});
    assertProblem("is not UTF-8 at byte 1", "attribute", at("index"), "--response", at("latin1"));
    AttributionIndex.verify(folder.resolve("index"));
  }

  private void assertProblem(String message, String... arguments) {
    assertThat(run(arguments)).isEqualTo(1);
    assertThat(err.toString()).contains(message).doesNotContain("\tat ").hasLineCount(1);
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void misuseIsStatusTwo() {
    build();
    for (List<String> arguments :
        List.of(
            List.of("erase", at("index")),
            List.of("erase", at("index"), "--record", "seven"),
            List.of("compact", at("index"), "--segments=0"),
            List.of("find", at("index"), "a", "--limit=0"),
            List.of("build", at("other"), at("corpus"), "--threads=0"),
            List.of("count", at("index")),
            List.of("polish", at("index")))) {
      assertThat(run(arguments.toArray(String[]::new))).as(arguments.toString()).isEqualTo(2);
    }
  }
}
