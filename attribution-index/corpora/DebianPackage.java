/// A package as the archive offers it; `sha256` (hex) is of its `.deb` file.
record DebianPackage(String name, String version, String sha256) {

  /// A name for this version that is a file name too.
  String fileName() {
    return name + "_" + version.replace(":", "%3a");
  }
}
