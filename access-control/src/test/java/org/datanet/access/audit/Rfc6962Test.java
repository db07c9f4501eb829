package org.datanet.access.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.datanet.kernel.Hash;

class Rfc6962Test {

  /// The tree of the reference tests of Certificate Transparency: eight leaves, roots by size.
  private static final List<String> LEAVES =
      List.of(
          "",
          "00",
          "10",
          "2021",
          "3031",
          "40414243",
          "5051525354555657",
          "606162636465666768696a6b6c6d6e6f");

  private static final Map<Integer, String> ROOTS =
      Map.of(
          1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
          2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
          3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
          8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");

  @Example
  void agreesWithTheCertificateTransparencyTestVectors() {
    Tree tree = new Tree();
    for (int size = 1; size <= LEAVES.size(); size++) {
      tree.append(HexFormat.of().parseHex(LEAVES.get(size - 1)));
      if (ROOTS.containsKey(size)) {
        assertThat(tree.frontier.root()).hasToString("0x" + ROOTS.get(size));
      }
    }
  }

  // R23
  @Property(tries = 200)
  void everyLeafHasAProofThatVerifiesAndNoOtherDoes(
      @ForAll @IntRange(min = 1, max = 300) int size, @ForAll @IntRange(max = 299) int pick) {
    Tree tree = Tree.of(size);
    int index = pick % size;
    Hash root = tree.frontier.root();
    List<Hash> path = Rfc6962.inclusion(index, size, tree::at);

    assertThat(Rfc6962.root(size, tree::at)).isEqualTo(root);
    assertThat(Rfc6962.verifyInclusion(tree.at(0, index), index, size, path, root)).isTrue();
    Hash other = Rfc6962.leaf("other".getBytes(StandardCharsets.UTF_8));
    assertThat(Rfc6962.verifyInclusion(other, index, size, path, root)).isFalse();
    assertThat(Rfc6962.verifyInclusion(tree.at(0, index), index + 1, size, path, root)).isFalse();
  }

  @Property(tries = 200)
  void anOlderTreeIsProvedToBeAPrefix(
      @ForAll @IntRange(min = 1, max = 300) int first, @ForAll @IntRange(max = 100) int appended) {
    int second = first + appended;
    Tree tree = Tree.of(second);
    Hash firstRoot = Rfc6962.root(first, tree::at);
    Hash secondRoot = tree.frontier.root();
    List<Hash> path = Rfc6962.consistency(first, second, tree::at);

    assertThat(Rfc6962.verifyConsistency(first, firstRoot, second, secondRoot, path)).isTrue();
    Hash forged = Rfc6962.leaf("forged".getBytes(StandardCharsets.UTF_8));
    assertThat(Rfc6962.verifyConsistency(first, forged, second, secondRoot, path)).isFalse();
  }

  @Property(tries = 50)
  void aFrontierStoredAndReadGrowsTheSameTree(@ForAll @IntRange(min = 1, max = 200) int size) {
    Tree whole = Tree.of(size + 1);
    Tree before = Tree.of(size);
    Frontier read = new Frontier(before.frontier.size(), before.frontier.peaks());
    read.append(whole.at(0, size), (position, hash) -> {});
    assertThat(read.root()).isEqualTo(whole.frontier.root());
  }

  /// A tree in memory.
  private static final class Tree {
    private final Frontier frontier = new Frontier(0, new byte[0]);
    private final Map<Long, Hash> nodes = new HashMap<>();

    static Tree of(int size) {
      Tree tree = new Tree();
      List<Integer> leaves = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        leaves.add(i);
      }
      leaves.forEach(i -> tree.append(("leaf " + i).getBytes(StandardCharsets.UTF_8)));
      return tree;
    }

    void append(byte[] value) {
      frontier.append(Rfc6962.leaf(value), nodes::put);
    }

    Hash at(int level, long index) {
      return java.util.Objects.requireNonNull(nodes.get(Frontier.position(level, index)));
    }
  }
}
