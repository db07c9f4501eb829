package org.datanet.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MerkleTreeTest {

  @Property(tries = 60)
  void everyLeafIsProvenAndNoOtherIs(@ForAll @IntRange(min = 1, max = 70) int size) {
    List<Hash> leaves =
        IntStream.range(0, size).mapToObj(i -> MerkleTree.leaf(new byte[] {(byte) i})).toList();
    MerkleTree tree = new MerkleTree(leaves);
    Hash stranger = MerkleTree.leaf(new byte[] {1, 2, 3});
    for (int i = 0; i < size; i++) {
      assertThat(MerkleTree.verify(leaves.get(i), tree.proof(i), tree.root())).isTrue();
      assertThat(MerkleTree.verify(stranger, tree.proof(i), tree.root())).isFalse();
    }
  }

  /// Published test vector: keccak256 of the empty string.
  @Test
  void keccakIsTheOneOfEthereumNotSha3() {
    assertThat(Hash.keccak256(new byte[0]).hex())
        .isEqualTo("0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470");
  }
}
