package org.datanet.devstack.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// One report in JUnit's XML format, as Surefire and Vitest write it: name, seconds and counts,
/// taken from the test cases themselves.
///
/// @param failures one line for each test that failed: its class, its name and what it said first
record JUnitReport(String name, double seconds, TestCounts counts, List<String> failures) {

  JUnitReport {
    failures = List.copyOf(failures);
  }

  static JUnitReport read(Path file) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    try (InputStream in = Files.newInputStream(file)) {
      XMLStreamReader reader = factory.createXMLStreamReader(in);
      Tally tally = new Tally();
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamReader.START_ELEMENT) {
          tally.take(reader);
        }
      }
      return tally.report(String.valueOf(file.getFileName()));
    } catch (XMLStreamException e) {
      throw new IOException(file + " is no JUnit report: " + e.getMessage(), e);
    }
  }

  private static final class Tally {
    private String name = "";
    private double seconds;
    private String test = "";
    private final List<String> failures = new ArrayList<>();
    private int cases;
    private int skipped;

    void take(XMLStreamReader reader) {
      switch (reader.getLocalName()) {
        case "testsuite" -> suite(reader);
        case "testcase" -> test(reader);
        case "failure", "error" -> failures.add(test + ": " + firstLine(reader));
        case "skipped" -> skipped++;
        default -> {}
      }
    }

    private void suite(XMLStreamReader reader) {
      name = name.isEmpty() ? String.valueOf(reader.getAttributeValue(null, "name")) : name;
      String time = reader.getAttributeValue(null, "time");
      seconds += time == null ? 0 : Double.parseDouble(time.replace(",", ""));
    }

    private void test(XMLStreamReader reader) {
      cases++;
      test =
          String.join(
              ".",
              Objects.requireNonNullElse(reader.getAttributeValue(null, "classname"), name),
              reader.getAttributeValue(null, "name"));
    }

    private static String firstLine(XMLStreamReader reader) {
      String message = reader.getAttributeValue(null, "message");
      String said = message == null ? reader.getAttributeValue(null, "type") : message;
      return said == null ? "no message" : said.strip().lines().findFirst().orElse("no message");
    }

    JUnitReport report(String fallback) {
      int failed = failures.size();
      TestCounts counts = new TestCounts(cases - failed - skipped, failed, skipped);
      return new JUnitReport(name.isEmpty() ? fallback : name, seconds, counts, failures);
    }
  }
}
