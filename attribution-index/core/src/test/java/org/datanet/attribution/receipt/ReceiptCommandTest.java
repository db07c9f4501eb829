package org.datanet.attribution.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.datanet.attribution.Samples;
import org.datanet.attribution.cli.ReceiptCommand;
import org.datanet.attribution.index.AttributionIndex;
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
  void settlesFromFiles() { // R31
    assertThat(run("settle", "--json", file.toString())).isZero();
    assertThat(out.toString()).contains("creditsRoot", "\"receipts\" : 1");
  }
}
