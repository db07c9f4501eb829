package org.datanet.attribution.receipt;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.datanet.attribution.receipt.Verification.Check;
import org.datanet.attribution.receipt.Verification.Outcome;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.Blend;
import org.datanet.attribution.shares.MethodShares;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;

/// Checks a signed receipt without the platform: form, hash, signature, payments, and, as far as
/// the evidence goes, answer, indexes, shares, epoch and chain.
public final class ReceiptVerifier {

  private static final List<String> KNOWN_METHODS = List.of(Attribution.METHOD, Blend.METHOD);

  private final SignedReceipt signed;
  private final Receipt receipt;
  private final Evidence evidence;
  private final Checks checks = new Checks();

  private ReceiptVerifier(SignedReceipt signed, Evidence evidence) {
    this.signed = signed;
    this.receipt = signed.receipt();
    this.evidence = evidence;
  }

  /// @param file the bytes of a receipt file
  public static Verification verify(byte[] file, Evidence evidence) {
    SignedReceipt signed;
    try {
      signed = SignedReceipt.read(file);
    } catch (IOException e) {
      return new Verification(
          List.of(new Check("json", Outcome.FAILED, "not a signed receipt: " + e.getMessage())));
    }
    ReceiptVerifier verifier = new ReceiptVerifier(signed, evidence);
    verifier.checks.check(
        "canonical-json",
        Arrays.equals(file, signed.canonicalJson()),
        "the file is not the canonical form (RFC 8785) of its content");
    return verifier.verify();
  }

  private Verification verify() {
    checks.check(
        "version",
        receipt.version() == Receipt.VERSION
            && KNOWN_METHODS.contains(receipt.attribution().method()),
        "this program knows receipts of version 1 with the methods " + KNOWN_METHODS);
    Hash hash = receipt.hash();
    checks.check(
        "receipt-hash",
        hash.equals(signed.receiptHash()),
        "the content has hash " + hash + ", the receipt says " + signed.receiptHash());
    checkSignature();
    checkMethods();
    checkPayments();
    checkAnswer();
    checkIndexes();
    checkShares();
    checkEpoch();
    evidence
        .chain()
        .ifPresentOrElse(
            chain -> new ChainChecks(signed, chain, checks).run(),
            () -> checks.skip("chain", "no node of the chain was given"));
    return checks.verification();
  }

  private void checkSignature() {
    Hash digest = ReceiptSignature.digest(signed.receiptHash(), signed.chainId());
    Optional<String> recovered =
        ReceiptSignature.signer(digest, signed.signature()).map(Object::toString);
    checks.check(
        "signature",
        recovered.isPresent() && recovered.get().equals(signed.signer().hex()),
        "signed by " + recovered.orElse("nobody") + ", the receipt says " + signed.signer());
    evidence
        .signer()
        .ifPresentOrElse(
            signer ->
                checks.check(
                    "signer",
                    signer.equals(signed.signer()),
                    "the platform's attestor is " + signer + ", signed by " + signed.signer()),
            () -> checks.skip("signer", "no attestor account was given"));
  }

  private void checkPayments() {
    Billing billing = receipt.billing();
    checks.check(
        "billing",
        billing.billable() || billing.fee().isZero(),
        "a call that is not billable has a fee");
    List<Payment> expected =
        billing.fee().isZero()
            ? List.of()
            : FeeSplit.of(billing.fee(), billing.split(), billing.payees(), receipt.attribution());
    checks.check(
        "payments",
        expected.equals(billing.payments()),
        "from fee, split and shares follow the payments " + expected);
    TokenAmount sum =
        billing.payments().stream()
            .map(Payment::amount)
            .reduce(TokenAmount.ZERO, TokenAmount::plus);
    checks.check("payments-sum", sum.equals(billing.fee()), "the payments sum to " + sum);
  }

  private void checkAnswer() {
    if (evidence.answers().isEmpty()) {
      checks.skip("answer", "the text of the answer was not given");
      return;
    }
    String answer = evidence.answers().get(receipt.responseHash());
    checks.check(
        "answer",
        answer != null && answer.length() == receipt.answerCharacters(),
        "the receipt is for another answer");
  }

  private void checkIndexes() {
    for (DatasetReference dataset : receipt.datasets()) {
      var index = evidence.indexes().get(dataset.id());
      if (index == null) {
        checks.skip("index", "the index of dataset version " + dataset.id() + " was not given");
      } else {
        checks.check(
            "index",
            index.digest().equals(dataset.indexDigest()),
            "the index of dataset version " + dataset.id() + " has digest " + index.digest());
      }
    }
  }

  private void checkShares() {
    boolean complete =
        receipt.datasets().stream().allMatch(d -> evidence.indexes().containsKey(d.id()));
    String answer = evidence.answers().get(receipt.responseHash());
    if (answer == null || !complete) {
      checks.skip(
          "shares", "to recompute them, give the answer and the index of every dataset version");
      return;
    }
    Optional<Attribution> again =
        SharesRecomputation.of(receipt, answer, evidence.indexes()).map(this::withOtherMethods);
    checks.check(
        "shares",
        again.isPresent() && again.get().equals(receipt.attribution()),
        again
            .map(a -> "recomputed shares are " + a.shares())
            .orElse("a retrieved record is not in its index as the receipt says"));
  }

  /// Blends recomputed spans with what the receipt says of its other methods.
  private Attribution withOtherMethods(Attribution spans) {
    List<MethodShares> methods = receipt.attribution().methods();
    return methods.size() == 1 ? spans : Blend.of(spans, methods.subList(1, methods.size()));
  }

  private void checkMethods() {
    Optional<String> fault = Blend.fault(receipt.attribution());
    checks.check("methods", fault.isEmpty(), fault.orElse(""));
    for (MethodShares method : receipt.attribution().methods()) {
      if (!method.inputs().isEmpty()) {
        checks.skip(
            method.method(), "its scores need the gradient features with the digests it names");
      }
    }
  }

  private void checkEpoch() {
    if (evidence.epoch().isEmpty()) {
      checks.skip("merkle-path", "no epoch was given");
      return;
    }
    EpochProof epoch = evidence.epoch().get();
    checks.check(
        "merkle-path",
        epoch.covers(receipt.hash()),
        "no path leads from receipt %s to the receipts root of epoch %d"
            .formatted(receipt.hash(), epoch.number()));
  }
}
