package org.datanet.app.objects;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;

/// Where bulk bytes are kept: any S3 endpoint with path-style addressing.
@ConfigMapping(prefix = "datanet.objects")
public interface ObjectsConfig {

  @WithDefault("http://localhost:9000")
  URI endpoint();

  @WithDefault("us-east-1")
  String region();

  @WithDefault("datanet")
  String accessKey();

  @WithDefault("datanet-secret")
  String secretKey();

  @WithDefault("datanet")
  String bucket();

  /// Size of one part of a multipart upload, in bytes; S3 asks for at least 5 MiB.
  @WithDefault("8388608")
  long partBytes();

  /// How long a presigned URL works.
  @WithDefault("1H")
  Duration presignedFor();
}
