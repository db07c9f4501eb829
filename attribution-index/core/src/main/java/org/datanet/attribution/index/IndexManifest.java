package org.datanet.attribution.index;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.datanet.attribution.AttributionProblem;
import org.datanet.attribution.text.WordTokens;
import org.datanet.kernel.CanonicalJson;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// What `manifest.json` says; see the package's specification.
///
/// @param nextNumber the number of the next record, more than any ever given
/// @param nextFile the number of the next file, more than any ever published
record IndexManifest(
    String format,
    int version,
    String rules,
    long generation,
    int nextNumber,
    int nextFile,
    List<FileEntry> segments,
    FileEntry state,
    String seal) {

  static final String FILE_NAME = "manifest.json";
  private static final String FORMAT = "datanet-index";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  record FileEntry(String name, long bytes, Hash sha256, Hash trailerSha256) {

    static FileEntry of(SectionWriter.Written written) {
      return new FileEntry(
          written.name(), written.bytes(), written.sha256(), written.trailerSha256());
    }

    /// Reads the whole file.
    void checkDigest(Path folder) throws IOException {
      Path file = folder.resolve(name);
      if (Files.size(file) != bytes || !digestOf(file).equals(sha256)) {
        throw SectionFile.corrupt(name + " does not have the digest of the manifest");
      }
    }

    private static Hash digestOf(Path file) throws IOException {
      try (InputStream in = Files.newInputStream(file)) {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        new DigestInputStream(in, digest).transferTo(OutputStream.nullOutputStream());
        return Hash.of(digest.digest());
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java platform has SHA-256", e);
      }
    }
  }

  static IndexManifest of(
      long generation, IndexBuilder.Numbers numbers, List<FileEntry> segments, FileEntry state) {
    IndexManifest open =
        new IndexManifest(
            FORMAT,
            SectionFile.VERSION,
            WordTokens.RULES,
            generation,
            numbers.nextNumber(),
            numbers.nextFile(),
            segments,
            state,
            "");
    return open.withSeal(open.expectedSeal());
  }

  private IndexManifest withSeal(String newSeal) {
    return new IndexManifest(
        format, version, rules, generation, nextNumber, nextFile, segments, state, newSeal);
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

  /// All files of the index beside the manifest.
  List<FileEntry> files() {
    return Stream.concat(segments.stream(), Stream.of(state)).toList();
  }

  /// Makes a generation visible: writes aside, then renames, each forced to the disk.
  void publish(Path folder) throws IOException {
    Path aside = folder.resolve(FILE_NAME + ".building");
    Files.write(aside, bytes());
    force(aside, StandardOpenOption.WRITE);
    Files.move(aside, folder.resolve(FILE_NAME), StandardCopyOption.ATOMIC_MOVE);
    force(folder, StandardOpenOption.READ);
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
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
      checkVersion(bytes);
      IndexManifest manifest = JSON.readValue(bytes, IndexManifest.class);
      if (manifest == null) {
        throw SectionFile.corrupt(FILE_NAME + " is empty");
      }
      manifest.check(bytes);
      return manifest;
    } catch (JsonProcessingException e) {
      throw SectionFile.corrupt(FILE_NAME + " cannot be read");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void checkVersion(byte[] bytes) throws IOException {
    int version = JSON.readTree(bytes).path("version").asInt();
    if (version > SectionFile.VERSION) {
      throw new ProblemException(
          AttributionProblem.INDEX_NEWER,
          FILE_NAME + " has version " + version + ", known is up to " + SectionFile.VERSION);
    }
  }

  private void check(byte[] bytes) {
    if (!FORMAT.equals(format) || !Arrays.equals(bytes, bytes()) || !expectedSeal().equals(seal)) {
      throw SectionFile.corrupt(FILE_NAME + " is not what was sealed");
    }
    if (!WordTokens.RULES.equals(rules)) {
      throw new ProblemException(
          AttributionProblem.INDEX_NEWER,
          "The index has the word rules " + rules + "; this program knows " + WordTokens.RULES);
    }
  }
}
