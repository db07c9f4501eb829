package org.datanet.attribution.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.CanonicalJson;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// What `manifest.json` says; see the package's specification.
record IndexManifest(
    String format,
    int version,
    String rules,
    int records,
    long words,
    long distinctWords,
    int vocabulary,
    int clusters,
    List<FileEntry> files,
    String seal) {

  static final String FILE_NAME = "manifest.json";
  private static final String FORMAT = "datanet-index";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  record FileEntry(String name, long bytes, Hash sha256) {}

  static IndexManifest of(
      int records,
      long words,
      long distinctWords,
      int vocabulary,
      int clusters,
      List<FileEntry> files) {
    IndexManifest open =
        new IndexManifest(
            FORMAT,
            BlockFile.VERSION,
            WordTokens.RULES,
            records,
            words,
            distinctWords,
            vocabulary,
            clusters,
            files,
            "");
    return open.withSeal(open.expectedSeal());
  }

  private IndexManifest withSeal(String newSeal) {
    return new IndexManifest(
        format,
        version,
        rules,
        records,
        words,
        distinctWords,
        vocabulary,
        clusters,
        files,
        newSeal);
  }

  private String expectedSeal() {
    return Hash.sha256(withSeal("").bytes()).hex();
  }

  byte[] bytes() {
    try {
      return CanonicalJson.bytes(JSON.writeValueAsString(this));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a manifest is always JSON", e);
    }
  }

  /// Makes the index visible: writes aside, then renames.
  void publish(Path folder) throws IOException {
    Path aside = folder.resolve(FILE_NAME + ".building");
    Files.write(aside, bytes());
    try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(aside, folder.resolve(FILE_NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  /// @throws ProblemException when there is none, it is damaged, or of another format or rules
  static IndexManifest read(Path folder) {
    Path file = folder.resolve(FILE_NAME);
    if (!Files.isRegularFile(file)) {
      throw new ProblemException(
          AttributionProblem.INDEX_NOT_FOUND, folder.getFileName() + " holds no " + FILE_NAME);
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      IndexManifest manifest = JSON.readValue(bytes, IndexManifest.class);
      manifest.check(bytes);
      return manifest;
    } catch (JsonProcessingException e) {
      throw BlockFile.corrupt(FILE_NAME + " cannot be read");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void check(byte[] bytes) {
    if (!FORMAT.equals(format) || !Arrays.equals(bytes, bytes()) || !expectedSeal().equals(seal)) {
      throw BlockFile.corrupt(FILE_NAME + " is not what was sealed");
    }
    if (version > BlockFile.VERSION || !WordTokens.RULES.equals(rules)) {
      throw new ProblemException(
          AttributionProblem.INDEX_NEWER,
          "The index has version "
              + version
              + " and word rules "
              + rules
              + "; this program knows "
              + BlockFile.VERSION
              + " and "
              + WordTokens.RULES);
    }
  }
}
