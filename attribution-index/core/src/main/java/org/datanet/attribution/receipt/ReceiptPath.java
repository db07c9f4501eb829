package org.datanet.attribution.receipt;

import java.util.List;
import org.datanet.kernel.Hash;
import org.datanet.kernel.MerkleTree;

/// The Merkle path of one receipt in its epoch.
///
/// @param proof siblings from the receipt's leaf to the root
public record ReceiptPath(long number, Hash receiptHash, Hash receiptsRoot, List<Hash> proof)
    implements EpochProof {

  public ReceiptPath {
    proof = List.copyOf(proof);
  }

  @Override
  public boolean covers(Hash hash) {
    return hash.equals(receiptHash)
        && MerkleTree.verify(EpochTrees.receiptLeaf(hash), proof, receiptsRoot);
  }
}
