package org.datanet.inference.model;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// Packs script text as the stored zip that libtorch loads: code, a pickled empty module of class
/// `K`, no constants (format version 3, pickle protocol 2).
final class ScriptArchive {

  private ScriptArchive() {}

  static byte[] of(String script) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      put(zip, "k/data.pkl", module());
      put(zip, "k/byteorder", ascii("little"));
      put(zip, "k/code/__torch__.py", script.getBytes(StandardCharsets.UTF_8));
      put(zip, "k/constants.pkl", new byte[] {(byte) 0x80, 2, ')', '.'});
      put(zip, "k/version", ascii("3\n"));
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory cannot fail", e);
    }
    return bytes.toByteArray();
  }

  /// `K.__new__()` with the state `{"training": False}`.
  private static byte[] module() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(new byte[] {(byte) 0x80, 2});
    out.writeBytes("c__torch__\nK\nq");
    out.write(0);
    out.writeBytes(")");
    out.write(0x81);
    out.writeBytes("}(X");
    out.write(new byte[] {8, 0, 0, 0});
    out.writeBytes("trainingq");
    out.write(1);
    out.write(0x89);
    out.writeBytes("ubq");
    out.write(2);
    out.writeBytes(".");
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }
}
