package org.datanet.app.metering;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.datanet.app.catalog.DatanetRules;
import org.datanet.app.gradient.AnswerInfluence;
import org.datanet.app.metering.MeteredCall.Context;
import org.datanet.app.version.DatasetVersion;
import org.datanet.app.version.VersionFiles;
import org.datanet.app.version.Versions;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.attribution.receipt.Billing.Usage;
import org.datanet.attribution.receipt.DatasetReference;
import org.datanet.attribution.receipt.Payees;
import org.datanet.attribution.receipt.Payment;
import org.datanet.attribution.receipt.Receipt;
import org.datanet.attribution.receipt.ReceiptSignature;
import org.datanet.attribution.receipt.RetrievedRecord;
import org.datanet.attribution.receipt.ServedModel;
import org.datanet.attribution.receipt.SignedReceipt;
import org.datanet.attribution.receipt.Split;
import org.datanet.attribution.retrieval.RetrievedPassage;
import org.datanet.attribution.shares.Attribution;
import org.datanet.attribution.shares.AttributionParameters;
import org.datanet.attribution.shares.Attributor;
import org.datanet.attribution.shares.Blend;
import org.datanet.attribution.shares.ContributorShare;
import org.datanet.attribution.shares.DatasetIndex;
import org.datanet.attribution.shares.RecordShare;
import org.datanet.governance.account.Accounts;
import org.datanet.governance.chain.ChainClient;
import org.datanet.governance.keystore.SystemAccount;
import org.datanet.governance.settlement.Attestor;
import org.datanet.inference.Answer;
import org.datanet.inference.Route;
import org.datanet.kernel.Address;
import org.datanet.kernel.DatasetVersionId;
import org.datanet.kernel.Hash;
import org.datanet.kernel.LargestRemainder;
import org.datanet.kernel.TokenAmount;

/// Turns a complete answer into its bill: attribution, receipt, signature, ledger entries and the
/// `datanet` object of the response.
@ApplicationScoped
class Billing {

  private final Versions versions;
  private final AnswerInfluence influence;
  private final VersionFiles files;
  private final RecordOriginStore contributions;
  private final Accounts accounts;
  private final Attestor attestor;
  private final ChainClient chain;
  private final ObjectMapper json;
  private final Clock clock;

  /// What one charge writes and what the caller is told.
  record Bill(CallStore.Charge charge, List<LedgerEntry> entries, Map<String, Object> extension) {}

  Billing(
      Versions versions,
      AnswerInfluence influence,
      VersionFiles files,
      RecordOriginStore contributions,
      Accounts accounts,
      Attestor attestor,
      ChainClient chain,
      ObjectMapper json,
      Clock clock) {
    this.versions = versions;
    this.influence = influence;
    this.files = files;
    this.contributions = contributions;
    this.accounts = accounts;
    this.attestor = attestor;
    this.chain = chain;
    this.json = json;
    this.clock = clock;
  }

  Bill bill(Context call, Answer answer, TokenAmount fee, TokenAmount held) {
    Receipt receipt = receipt(call, answer, fee, attribution(call, answer.text()));
    SignedReceipt signed = sign(receipt);
    Map<String, Object> extension = extension(signed, held);
    CallStore.Charge charge =
        new CallStore.Charge(
            fee,
            new String(signed.canonicalJson(), StandardCharsets.UTF_8),
            signed.receiptHash(),
            signed.signature(),
            response(answer, extension));
    return new Bill(charge, entries(receipt), extension);
  }

  /// By spans, and blended with gradients where the adapter wrote the answer and has features.
  private Attribution attribution(Context call, String answer) {
    SequencedMap<DatasetVersionId, AttributionIndex> indexes = new LinkedHashMap<>();
    call.trainedOn().forEach(v -> indexes.put(v.id(), files.indexes(v.id()).attribution()));
    Attribution spans =
        Attributor.attribute(
            indexes.entrySet().stream()
                .map(index -> new DatasetIndex(index.getKey(), index.getValue()))
                .toList(),
            call.passages(),
            answer,
            AttributionParameters.defaults());
    if (call.request().route() == Route.QUOTE) {
      return spans;
    }
    return influence
        .of(call.adapter(), indexes, call.request().promptText(), answer)
        .map(gradients -> Blend.of(spans, List.of(gradients)))
        .orElse(spans);
  }

  private Receipt receipt(Context call, Answer answer, TokenAmount fee, Attribution attribution) {
    DatanetRules.Split split = call.adapter().split();
    return new Receipt(
        Receipt.VERSION,
        call.id(),
        clock.instant().truncatedTo(ChronoUnit.MILLIS),
        call.request().requestHash(),
        Hash.sha256(answer.text()),
        answer.text().length(),
        new ServedModel(
            call.adapter().modelId(),
            call.adapter().baseModel(),
            call.adapter().id(),
            call.adapter().contentHash()),
        datasets(call),
        call.passages().stream().map(RetrievedRecord::of).toList(),
        attribution,
        org.datanet.attribution.receipt.Billing.charged(
            new Usage(call.payer(), answer.promptTokens(), answer.completionTokens()),
            fee,
            new Split(
                split.modelPpm().value(),
                split.dataPpm().value(),
                split.stakersPpm().value(),
                split.protocolPpm().value()),
            payees(call),
            attribution));
  }

  private List<DatasetReference> datasets(Context call) {
    List<DatasetReference> references = new ArrayList<>();
    call.trainedOn().forEach(version -> references.add(reference(version, true)));
    call.passages().stream()
        .map(RetrievedPassage::datasetVersionId)
        .distinct()
        .filter(id -> call.trainedOn().stream().noneMatch(v -> v.id().equals(id)))
        .forEach(id -> references.add(reference(versions.get(id), false)));
    return references;
  }

  private static DatasetReference reference(DatasetVersion version, boolean trained) {
    if (version.merkleRoot() == null || version.indexDigest() == null) {
      throw new IllegalStateException("a registered version has root and index: " + version.id());
    }
    return new DatasetReference(
        version.id(), version.datanetId(), version.merkleRoot(), version.indexDigest(), trained);
  }

  private Payees payees(Context call) {
    return new Payees(
        accounts.addressOf(call.adapter().ownerId()),
        accounts.system(SystemAccount.STAKERS),
        accounts.system(SystemAccount.PROTOCOL),
        call.trainedOn().stream()
            .map(DatasetVersion::datanetId)
            .distinct()
            .map(datanet -> new Payees.Treasury(datanet, accounts.treasuryOf(datanet)))
            .toList());
  }

  private SignedReceipt sign(Receipt receipt) {
    Hash hash = receipt.hash();
    long chainId = chain.chainId();
    return new SignedReceipt(
        receipt,
        hash,
        chainId,
        attestor.sign(ReceiptSignature.digest(hash, chainId)).hex(),
        attestor.address());
  }

  /// The payments of a receipt; what a contributor gets is laid on their records by share.
  private List<LedgerEntry> entries(Receipt receipt) {
    List<LedgerEntry> entries = new ArrayList<>();
    Map<Address, TokenAmount> perContributor = new LinkedHashMap<>();
    for (Payment payment : receipt.billing().payments()) {
      if (payment.kind() == Payment.Kind.CONTRIBUTOR) {
        perContributor.merge(payment.account(), payment.amount(), TokenAmount::plus);
      } else {
        String role = payment.kind().name().toLowerCase(Locale.ROOT);
        entries.add(new LedgerEntry(role, payment.account(), null, null, null, payment.amount()));
      }
    }
    Map<Address, List<RecordShare>> records =
        receipt.attribution().recordShares().stream()
            .collect(Collectors.groupingBy(RecordShare::contributor));
    perContributor.forEach((account, amount) ->
        addRecords(entries, account, amount, records.getOrDefault(account, List.of())));
    return entries;
  }

  private void addRecords(
      List<LedgerEntry> entries, Address account, TokenAmount amount, List<RecordShare> shares) {
    List<TokenAmount> parts =
        LargestRemainder.split(
            amount, shares.stream().map(share -> BigInteger.valueOf(share.ppm())).toList());
    for (int i = 0; i < shares.size(); i++) {
      RecordShare share = shares.get(i);
      entries.add(
          new LedgerEntry(
              "contributor",
              account,
              contributions.of(share.recordId()),
              share.recordId(),
              share.ppm(),
              parts.get(i)));
    }
  }

  private static Map<String, Object> extension(SignedReceipt signed, TokenAmount held) {
    Receipt receipt = signed.receipt();
    var billing = receipt.billing();
    Map<String, Object> extension = new LinkedHashMap<>();
    extension.put("callId", receipt.callId());
    extension.put("model", receipt.model().modelId());
    extension.put("receiptHash", signed.receiptHash());
    extension.put("billable", billing.billable());
    extension.put("reason", billing.reason());
    extension.put("fee", billing.fee());
    extension.put("held", held);
    extension.put("released", held.minus(billing.fee()));
    extension.put("method", receipt.attribution().method());
    extension.put("methods", methods(receipt));
    extension.put("spans", receipt.attribution().spans());
    extension.put("shares", shares(receipt));
    extension.put("unattributedPpm", receipt.attribution().unattributedPpm());
    extension.put("split", billing.split());
    extension.put("payments", billing.payments());
    extension.put(
        "fingerprints",
        Map.of(
            "base", receipt.model().baseFingerprint(),
            "adapter", receipt.model().adapterHash(),
            "datasetVersions", receipt.datasets()));
    return extension;
  }

  private record MethodView(
      String method, int weightPpm, List<ContributorShare> shares, int unattributedPpm) {}

  private static List<MethodView> methods(Receipt receipt) {
    return receipt.attribution().methods().stream()
        .map(m -> new MethodView(m.method(), m.weightPpm(), m.shares(), m.unattributedPpm()))
        .toList();
  }

  private record ShareView(Address contributor, int ppm, TokenAmount amount) {}

  private static List<ShareView> shares(Receipt receipt) {
    Map<Address, Integer> ppm = new LinkedHashMap<>();
    receipt.attribution().shares().forEach(s -> ppm.merge(s.contributor(), s.ppm(), Integer::sum));
    Map<Address, TokenAmount> amounts = new LinkedHashMap<>();
    receipt.billing().payments().stream()
        .filter(payment -> payment.kind() == Payment.Kind.CONTRIBUTOR)
        .forEach(p -> amounts.merge(p.account(), p.amount(), TokenAmount::plus));
    return ppm.entrySet().stream()
        .map(entry ->
            new ShareView(
                entry.getKey(),
                entry.getValue(),
                amounts.getOrDefault(entry.getKey(), TokenAmount.ZERO)))
        .toList();
  }

  /// The response a retry gets: the OpenAI object with the extension.
  String response(Answer answer, Map<String, Object> extension) {
    try {
      ObjectNode response = (ObjectNode) json.readTree(answer.responseJsonWithoutExtension());
      response.withObjectProperty("datanet").setAll(json.<ObjectNode>valueToTree(extension));
      return json.writeValueAsString(response);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a response is always JSON", e);
    }
  }

  /// The text of the answer in a stored response.
  String answerIn(String response) {
    try {
      return Answer.textOf(json.readTree(response));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored response is always JSON", e);
    }
  }
}
