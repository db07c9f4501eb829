package org.datanet.devstack.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// One report in JUnit's XML format, as Surefire and Vitest write it: name, seconds and counts,
/// taken from the test cases themselves.
record JUnitReport(String name, double seconds, TestCounts counts) {

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
    private int cases;
    private int failed;
    private int skipped;

    void take(XMLStreamReader reader) {
      switch (reader.getLocalName()) {
        case "testsuite" -> suite(reader);
        case "testcase" -> cases++;
        case "failure", "error" -> failed++;
        case "skipped" -> skipped++;
        default -> {}
      }
    }

    private void suite(XMLStreamReader reader) {
      name = name.isEmpty() ? String.valueOf(reader.getAttributeValue(null, "name")) : name;
      String time = reader.getAttributeValue(null, "time");
      seconds += time == null ? 0 : Double.parseDouble(time.replace(",", ""));
    }

    JUnitReport report(String fallback) {
      TestCounts counts = new TestCounts(cases - failed - skipped, failed, skipped);
      return new JUnitReport(name.isEmpty() ? fallback : name, seconds, counts);
    }
  }
}
