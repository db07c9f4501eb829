package org.datanet.attribution.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.datanet.attribution.Samples;
import org.datanet.attribution.chain.RecordedNode;
import org.datanet.attribution.cli.ReceiptCommand;
import org.datanet.attribution.index.AttributionIndex;
import org.datanet.kernel.Hash;
import org.datanet.kernel.TokenAmount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiptCommandTest {

  @TempDir Path folder;
  private Path file;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void writeReceipt() throws IOException {
    file = folder.resolve("receipt.json");
    try (AttributionIndex index = Samples.index(folder.resolve("index"), Samples.literature())) {
      Receipt receipt =
          TestReceipts.receipt(1, TokenAmount.ofOpen("0.5"), TestReceipts.ANSWER, index);
      Files.write(file, TestSigner.sign(receipt).canonicalJson());
    }
    Files.writeString(folder.resolve("answer.txt"), TestReceipts.ANSWER);
  }

  private int run(String... arguments) {
    return ReceiptCommand.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void verifiesAFileWithAnswerAndIndex() { // R35
    int status =
        run(
            "verify",
            file.toString(),
            "--signer=" + TestSigner.ADDRESS,
            "--answer=" + folder.resolve("answer.txt"),
            "--index=" + TestReceipts.VERSION + "=" + folder.resolve("index"));
    assertThat(status).isZero();
    assertThat(out.toString()).contains("1 of 1 receipts fit").doesNotContain("skipped  shares");
  }

  @Test
  void endsWithOneWhenAReceiptWasChanged() throws IOException {
    Files.writeString(file, Files.readString(file).replace("whale:1", "whale:2"));
    assertThat(run("verify", file.toString())).isEqualTo(1);
    assertThat(out.toString()).contains("receipt-hash");
  }

  @Test
  void anAuditOfTheWholeEpochFitsAndWritesItsReport() throws IOException { // R43
    Files.write(folder.resolve("epoch.json"), ReceiptJson.write(TestReceipts.epoch(receipts())));
    Path report = folder.resolve("audit.json");
    int status =
        run(
            "verify",
            "--epoch=" + folder.resolve("epoch.json"),
            "--sample=3",
            "--block=" + Hash.sha256("a block"),
            "--report=" + report,
            file.toString());
    assertThat(status).as(err.toString()).isZero();
    assertThat(out.toString())
        .contains("1 of 1 receipts drawn", "1 fit, 0 differ, 0 are missing")
        .contains("report " + Hash.sha256(Files.readAllBytes(report)));
  }

  private List<Receipt> receipts() throws IOException {
    return List.of(SignedReceipt.read(Files.readAllBytes(file)).receipt());
  }

  @Test
  void aDrawWithoutReceiptsNamesThoseToAskFor() throws IOException {
    EpochBundle epoch = TestReceipts.epoch(receipts());
    Files.write(folder.resolve("epoch.json"), ReceiptJson.write(epoch));
    String block = "--block=" + Hash.sha256("a block");
    assertThat(run("verify", "--epoch=" + folder.resolve("epoch.json"), "--sample=1", block))
        .isEqualTo(1);
    assertThat(out.toString()).contains("missing  " + epoch.receipts().getFirst());
  }

  @Test
  void printsJsonForMachines() throws IOException {
    assertThat(run("verify", "--json", file.toString())).isZero();
    assertThat(new JsonMapper().readTree(out.toString()).path("valid").asBoolean()).isTrue();
  }

  @Test
  void whatCannotBeCheckedIsSaidInOneSentence() throws IOException {
    Path noise = Files.writeString(folder.resolve("noise.json"), "[1, 2");
    Path missing = folder.resolve("missing.json");
    String receipt = file.toString();
    assertThat(failing("verify", missing.toString()))
        .isEqualTo("There is no file " + missing + ". Check the path.");
    assertThat(failing("verify", receipt, "--epoch=" + noise))
        .startsWith(
            noise + " is neither an epoch (GET /api/epochs/NUMBER) nor the path of a receipt");
    assertThat(failing("settle", noise.toString())).startsWith(noise + " is not a signed receipt");
    assertThat(failing("verify", receipt, "--rpc=http://localhost:1"))
        .startsWith("The node at http://localhost:1 did not answer eth_chainId (5 s to connect");
    assertThat(failing("verify", receipt, "--rpc=localhost:8545"))
        .startsWith("--rpc is an address like http://localhost:8545, got: localhost:8545");
    assertThat(failing("verify", receipt, "--signer=0x12"))
        .contains("an address is 0x followed by 40 hex digits, got: 0x12");
    assertThat(failing("verify", receipt, "--sample=3")).startsWith("an audit needs --sample N");
    assertThat(failing("verify", receipt, "--sample=3", "--block=" + Hash.sha256("block")))
        .startsWith("an audit needs the whole epoch");
    assertThat(failing("verify")).startsWith("name at least one receipt file");
  }

  /// The first line of what a command that could not check says.
  private String failing(String... arguments) {
    err.getBuffer().setLength(0);
    assertThat(run(arguments)).isEqualTo(2);
    return err.toString().lines().findFirst().orElseThrow();
  }

  @Test
  void anotherChainThanTheReceiptsIsNamed() throws IOException {
    SignedReceipt signed = SignedReceipt.read(Files.readAllBytes(file));
    Files.write(
        file,
        new SignedReceipt(
                signed.receipt(),
                signed.receiptHash(),
                1,
                TestSigner.signature(ReceiptSignature.digest(signed.receiptHash(), 1)),
                signed.signer())
            .canonicalJson());
    try (RecordedNode node = new RecordedNode()) {
      assertThat(run("verify", file.toString(), "--rpc=" + node.url())).isEqualTo(1);
    }
    assertThat(out.toString())
        .contains("failed   chain-id: the node is of chain 31337, the receipt of chain 1");
  }

  @Test
  void settlesFromFiles() { // R31
    assertThat(run("settle", "--json", file.toString())).isZero();
    assertThat(out.toString()).contains("creditsRoot", "\"receipts\" : 1");
  }

  @Test
  void comparesWhatItSettlesWithTheEpoch() throws IOException { // R9, R31
    Path epoch = folder.resolve("epoch.json");
    Files.write(epoch, ReceiptJson.write(TestReceipts.epoch(receipts())));
    assertThat(run("settle", file.toString(), "--epoch=" + epoch)).isZero();
    Files.write(epoch, ReceiptJson.write(EpochVerifierTest.posted()));
    assertThat(run("settle", file.toString(), "--epoch=" + epoch)).isEqualTo(1);
    assertThat(out.toString())
        .contains("FAULT: the receipts give the credits root")
        .contains("FAULT: the receipts give the receipts root");
  }
}
