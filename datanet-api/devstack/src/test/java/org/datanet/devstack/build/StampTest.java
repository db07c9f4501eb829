package org.datanet.devstack.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.datanet.devstack.stack.Trees;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StampTest {
  @TempDir private Path folder;

  @Test
  void matchesOnlyTheSourcesOfTheLastGoodBuild() throws Exception {
    Stamp stamp = new Stamp(folder.resolve("a.stamp"));
    assertThat(stamp.matches("one")).isFalse();
    stamp.write("one");
    assertThat(stamp.matches("one")).isTrue();
    assertThat(stamp.matches("two")).isFalse();
  }

  @Test
  void listingSeesChangedSourcesAndOverlooksOutputs() throws Exception {
    Path source = Files.writeString(folder.resolve("A.java"), "a");
    Files.createDirectories(folder.resolve("target"));
    String before = Trees.listing(folder, Set.of("target"));
    Files.writeString(folder.resolve("target/out"), "x");
    assertThat(Trees.listing(folder, Set.of("target"))).isEqualTo(before);
    Files.writeString(source, "longer");
    assertThat(Trees.listing(folder, Set.of("target"))).isNotEqualTo(before);
  }
}
