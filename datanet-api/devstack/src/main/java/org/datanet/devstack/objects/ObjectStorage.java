package org.datanet.devstack.objects;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.datanet.devstack.Workspace;
import org.datanet.devstack.process.Launch;
import org.datanet.devstack.stack.Component;
import org.datanet.devstack.stack.Http;
import org.datanet.devstack.stack.OwnJars;
import org.datanet.devstack.stack.Ports;
import org.datanet.devstack.stack.PrivateFile;
import org.datanet.devstack.stack.Secrets;
import org.datanet.devstack.stack.Steps;

/// S3 by s3proxy on the file system: path-style, signatures v2 and v4, multipart, range GET,
/// presigned URLs; browsers may talk to it from the portal's origin only. No versioning and no
/// object lock.
public final class ObjectStorage implements Component {
  private final Workspace workspace;
  private final Ports ports;
  private final Secrets secrets;

  public ObjectStorage(Workspace workspace, Ports ports, Secrets secrets) {
    this.workspace = workspace;
    this.ports = ports;
    this.secrets = secrets;
  }

  @Override
  public String name() {
    return "s3";
  }

  @Override
  public int port() {
    return ports.of("s3");
  }

  public static String endpoint(Ports ports) {
    return "http://localhost:" + ports.of("s3");
  }

  @Override
  public Launch prepare(Steps steps) throws IOException {
    Path folder = workspace.data("s3");
    Files.createDirectories(folder.resolve("objects"));
    String settings = settings(folder.resolve("objects"));
    PrivateFile.write(folder.resolve("s3proxy.properties"), settings);
    PrivateFile.write(folder.resolve("logback.xml"), logback());
    return new Launch(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dlogback.configurationFile=" + folder.resolve("logback.xml"),
            "-cp",
            OwnJars.classPath(),
            "org.gaul.s3proxy.Main",
            "--properties",
            folder.resolve("s3proxy.properties").toString()),
        Map.of(),
        folder,
        settings);
  }

  private String settings(Path objects) throws IOException {
    Map<String, String> values = new TreeMap<>();
    values.put("s3proxy.endpoint", "http://127.0.0.1:" + port());
    values.put("s3proxy.authorization", "aws-v2-or-v4");
    values.put("s3proxy.identity", secrets.password("s3-access-key"));
    values.put("s3proxy.credential", secrets.password("s3-secret-key"));
    values.put("s3proxy.cors-allow-origins", "http://localhost:" + ports.of("app"));
    values.put("s3proxy.cors-allow-methods", "GET PUT POST HEAD DELETE");
    values.put("s3proxy.cors-allow-headers", "content-type x-amz-meta-sha256");
    values.put("s3proxy.cors-exposed-headers", "ETag");
    values.put("jclouds.provider", "filesystem-nio2");
    values.put("jclouds.identity", "local");
    values.put("jclouds.credential", "local");
    values.put("jclouds.filesystem.basedir", objects.toString());
    return text(values);
  }

  private static String text(Map<String, String> values) throws IOException {
    Properties properties = new Properties();
    properties.putAll(values);
    StringWriter text = new StringWriter();
    properties.store(text, null);
    return String.join(
            "\n", text.toString().lines().filter(line -> !line.startsWith("#")).sorted().toList())
        + "\n";
  }

  /// Its default level is DEBUG, which writes hundreds of megabytes.
  private static String logback() {
    return """
    <configuration>
      <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
        <encoder><pattern>%d{yyyy-MM-dd'T'HH:mm:ss.SSS} %-5level %logger{20} %msg%n</pattern></encoder>
      </appender>
      <root level="WARN"><appender-ref ref="out"/></root>
    </configuration>
    """;
  }

  /// An unsigned list of buckets must be refused by the proxy itself.
  @Override
  public boolean answers() throws IOException {
    int status = Http.status("http://127.0.0.1:" + port() + "/");
    return status == 403 || status == 400;
  }
}
