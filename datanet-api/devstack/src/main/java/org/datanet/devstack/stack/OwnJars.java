package org.datanet.devstack.stack;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import org.datanet.devstack.Workspace;

/// The launcher's own jars as a class path for processes that outlive it: a copy, because a rebuild
/// replaces the jars in `target` under the feet of whoever runs from them.
public final class OwnJars {
  private static final String JAR = "datanet-devstack.jar";

  private OwnJars() {}

  public static synchronized String classPath(Workspace workspace) throws IOException {
    Path target = workspace.devstackTarget();
    Path folder = workspace.tools().resolve("devstack-" + digest(target));
    if (!Files.isDirectory(folder)) {
      Path beside = workspace.tools().resolve("devstack.new");
      Trees.delete(beside);
      Trees.mirror(target.resolve("lib"), beside.resolve("lib"), List.of());
      Files.copy(target.resolve(JAR), beside.resolve(JAR));
      Files.move(beside, folder, StandardCopyOption.ATOMIC_MOVE);
    }
    return folder.resolve(JAR) + File.pathSeparator + folder.resolve("lib") + "/*";
  }

  private static String digest(Path target) throws IOException {
    CRC32C sum = new CRC32C();
    sum.update(Files.readAllBytes(target.resolve(JAR)));
    sum.update(Trees.listing(target.resolve("lib")).getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().toHexDigits(sum.getValue(), 8);
  }
}
