package org.datanet.attribution.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.datanet.attribution.AttributionProblem;
import org.datanet.kernel.ProblemException;
import org.jspecify.annotations.Nullable;

/// The latest generation of a folder for many readers, while a writer publishes new ones. A reader
/// works on one generation from [#acquire] until it closes the lease; a generation is closed when
/// it has been replaced and its last lease is closed. Thread-safe.
public final class CurrentIndex implements AutoCloseable {

  private final Path folder;
  private Shared latest;
  private FileTime publishedAt;
  private @Nullable Object manifestFile;

  /// A generation in use; close it soon.
  public final class Lease implements AutoCloseable {

    private final Shared shared;

    private Lease(Shared shared) {
      this.shared = shared;
    }

    public AttributionIndex index() {
      return shared.index;
    }

    @Override
    public void close() {
      shared.release();
    }
  }

  private static final class Shared {

    private final AttributionIndex index;
    private final AtomicInteger users = new AtomicInteger(1);

    Shared(AttributionIndex index) {
      this.index = index;
    }

    void release() {
      if (users.decrementAndGet() == 0) {
        index.close();
      }
    }
  }

  /// @throws org.datanet.kernel.ProblemException as [AttributionIndex#open]
  public CurrentIndex(Path folder) {
    this.folder = folder;
    BasicFileAttributes manifest = manifest();
    publishedAt = manifest.lastModifiedTime();
    manifestFile = manifest.fileKey();
    latest = new Shared(AttributionIndex.open(folder));
  }

  private BasicFileAttributes manifest() {
    try {
      return Files.readAttributes(
          folder.resolve(IndexManifest.FILE_NAME), BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      throw new ProblemException(
          AttributionProblem.INDEX_NOT_FOUND,
          folder.getFileName() + " holds no " + IndexManifest.FILE_NAME);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The latest generation published when this is called.
  public synchronized Lease acquire() {
    BasicFileAttributes manifest = manifest();
    if (!manifest.lastModifiedTime().equals(publishedAt)
        || !Objects.equals(manifest.fileKey(), manifestFile)) {
      AttributionIndex newer = AttributionIndex.open(folder);
      latest.release();
      latest = new Shared(newer);
      publishedAt = manifest.lastModifiedTime();
      manifestFile = manifest.fileKey();
    }
    latest.users.incrementAndGet();
    return new Lease(latest);
  }

  @Override
  public synchronized void close() {
    latest.release();
  }
}
