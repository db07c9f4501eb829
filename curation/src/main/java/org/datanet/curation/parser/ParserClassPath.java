package org.datanet.curation.parser;

import java.io.File;
import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.tika.Tika;
import org.apache.tika.parser.pdf.PDFParser;

/// Finds the class path for child processes. In a packaged Quarkus application all jars lie in one
/// folder, which is used whole (`folder/*`); elsewhere (tests, IDE) the class path of this JVM is
/// used.
public final class ParserClassPath {

  private ParserClassPath() {}

  public static String own() {
    Path module = jar(ParserMain.class);
    Path tika = jar(Tika.class);
    Path pdf = jar(PDFParser.class);
    boolean oneFolder =
        Files.isRegularFile(module)
            && folder(module).equals(folder(tika))
            && folder(tika).equals(folder(pdf));
    return oneFolder
        ? folder(tika) + File.separator + "*"
        : System.getProperty("java.class.path", "");
  }

  private static Path folder(Path jar) {
    Path parent = jar.toAbsolutePath().getParent();
    return parent == null ? jar : parent;
  }

  /// The jar or folder a class was loaded from. Asked by resource, because Quarkus's class loader
  /// gives classes no code source.
  private static Path jar(Class<?> type) {
    String name = type.getName().replace('.', '/') + ".class";
    URL url = type.getResource("/" + name);
    if (url == null) {
      throw new IllegalStateException("class file of " + type + " is not readable");
    }
    try {
      if (url.openConnection() instanceof JarURLConnection inJar) {
        return Path.of(inJar.getJarFileURL().toURI());
      }
      String text = url.toString();
      return Path.of(URI.create(text.substring(0, text.length() - name.length())));
    } catch (IOException | URISyntaxException e) {
      throw new IllegalStateException("cannot tell where " + type + " lies", e);
    }
  }
}
