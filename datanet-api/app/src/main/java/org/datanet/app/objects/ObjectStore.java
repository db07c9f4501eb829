package org.datanet.app.objects;

import io.minio.AbortMultipartUploadArgs;
import io.minio.BucketExistsArgs;
import io.minio.CompleteMultipartUploadArgs;
import io.minio.CreateMultipartUploadArgs;
import io.minio.GetObjectArgs;
import io.minio.GetPresignedObjectUrlArgs;
import io.minio.Http;
import io.minio.MakeBucketArgs;
import io.minio.MinioAsyncClient;
import io.minio.MinioClient;
import io.minio.RemoveObjectArgs;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.ErrorResponseException;
import io.minio.errors.MinioException;
import io.minio.messages.Part;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

/// Objects in one bucket. Keys of immutable content carry its hash, so writing twice is harmless.
/// Every call has a timeout; thread-safe.
@ApplicationScoped
public class ObjectStore {

  private static final long TIMEOUT_SECONDS = 60;

  private final MinioClient client;
  private final MinioAsyncClient multipart;
  private final ObjectsConfig config;

  /// One part a client has to PUT to `url`; the ETag of the answer proves it.
  public record PartUrl(int number, String url) {}

  /// A part that was put, by number and ETag.
  public record PutPart(int number, String etag) {}

  /// An open multipart upload.
  public record Upload(String uploadId, long partBytes, List<PartUrl> parts) {}

  ObjectStore(ObjectsConfig config) {
    this.config = config;
    this.client =
        MinioClient.builder()
            .endpoint(config.endpoint().toString())
            .credentials(config.accessKey(), config.secretKey())
            .region(config.region())
            .build();
    this.multipart =
        MinioAsyncClient.builder()
            .endpoint(config.endpoint().toString())
            .credentials(config.accessKey(), config.secretKey())
            .region(config.region())
            .build();
    this.client.setTimeout(10_000, TIMEOUT_SECONDS * 1000, TIMEOUT_SECONDS * 1000);
  }

  /// Creates the bucket where it is missing.
  public void prepare() {
    call(() -> {
      if (!client.bucketExists(BucketExistsArgs.builder().bucket(config.bucket()).build())) {
        client.makeBucket(MakeBucketArgs.builder().bucket(config.bucket()).build());
      }
      return config.bucket();
    });
  }

  /// Opens a multipart upload of `sizeBytes` and presigns the URL of every part.
  public Upload openUpload(String key, long sizeBytes) {
    String uploadId =
        await(
                call(() ->
                    multipart.createMultipartUpload(
                        CreateMultipartUploadArgs.builder()
                            .bucket(config.bucket())
                            .object(key)
                            .build())))
            .result()
            .uploadId();
    return new Upload(uploadId, config.partBytes(), parts(key, uploadId, sizeBytes));
  }

  private List<PartUrl> parts(String key, String uploadId, long sizeBytes) {
    int count = (int) Math.max(1, Math.ceilDiv(sizeBytes, config.partBytes()));
    return IntStream.rangeClosed(1, count)
        .mapToObj(number -> new PartUrl(number, presignedPut(key, uploadId, number)))
        .toList();
  }

  private String presignedPut(String key, String uploadId, int number) {
    return call(() ->
        client.getPresignedObjectUrl(
            GetPresignedObjectUrlArgs.builder()
                .method(Http.Method.PUT)
                .bucket(config.bucket())
                .object(key)
                .expiry((int) config.presignedFor().toSeconds())
                .extraQueryParams(
                    Map.of("uploadId", uploadId, "partNumber", Integer.toString(number)))
                .build()));
  }

  /// Joins the parts into the object.
  ///
  /// @throws ObjectRefused when a part is missing or its ETag differs
  public void completeUpload(String key, String uploadId, List<PutPart> parts) {
    Part[] list = parts.stream().map(p -> new Part(p.number(), p.etag())).toArray(Part[]::new);
    await(
        call(() ->
            multipart.completeMultipartUpload(
                CompleteMultipartUploadArgs.builder()
                    .bucket(config.bucket())
                    .object(key)
                    .uploadId(uploadId)
                    .parts(list)
                    .build())));
  }

  public void abortUpload(String key, String uploadId) {
    await(
        call(() ->
            multipart.abortMultipartUpload(
                AbortMultipartUploadArgs.builder()
                    .bucket(config.bucket())
                    .object(key)
                    .uploadId(uploadId)
                    .build())));
  }

  public boolean exists(String key) {
    try {
      client.statObject(StatObjectArgs.builder().bucket(config.bucket()).object(key).build());
      return true;
    } catch (ErrorResponseException e) {
      if (e.response().code() == 404) {
        return false;
      }
      throw new ObjectStoreUnavailable(e);
    } catch (MinioException e) {
      throw new ObjectStoreUnavailable(e);
    }
  }

  /// Size in bytes.
  public long size(String key) {
    return call(() ->
            client.statObject(StatObjectArgs.builder().bucket(config.bucket()).object(key).build()))
        .size();
  }

  public void put(String key, Path file) {
    call(() ->
        client.uploadObject(
            UploadObjectArgs.builder()
                .bucket(config.bucket())
                .object(key)
                .filename(file.toString())
                .build()));
  }

  /// Copies the object to `target`, replacing it only when the whole object has arrived.
  public void get(String key, Path target) {
    try (InputStream in = open(key)) {
      Files.createDirectories(target.toAbsolutePath().getParent());
      Path part = target.resolveSibling(target.getFileName() + ".part");
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public InputStream open(String key) {
    return call(() ->
        client.getObject(GetObjectArgs.builder().bucket(config.bucket()).object(key).build()));
  }

  /// Deletes the object; a missing one is fine.
  public void delete(String key) {
    call(() -> {
      client.removeObject(RemoveObjectArgs.builder().bucket(config.bucket()).object(key).build());
      return key;
    });
  }

  /// The store answered that it will not do this.
  public static final class ObjectRefused extends RuntimeException {
    ObjectRefused(Throwable cause) {
      super(cause);
    }
  }

  /// The store did not answer in time or failed.
  public static final class ObjectStoreUnavailable extends RuntimeException {
    ObjectStoreUnavailable(Throwable cause) {
      super(cause);
    }
  }

  private interface MinioCall<T> {
    T run() throws MinioException;
  }

  private static <T> T call(MinioCall<T> call) {
    try {
      return call.run();
    } catch (ErrorResponseException e) {
      throw new ObjectRefused(e);
    } catch (MinioException e) {
      throw new ObjectStoreUnavailable(e);
    }
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ErrorResponseException) {
        throw new ObjectRefused(e.getCause());
      }
      throw new ObjectStoreUnavailable(e);
    } catch (TimeoutException e) {
      throw new ObjectStoreUnavailable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ObjectStoreUnavailable(e);
    }
  }
}
