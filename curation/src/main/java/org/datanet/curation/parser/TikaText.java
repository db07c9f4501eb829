package org.datanet.curation.parser;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.DocumentSelector;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.txt.TXTParser;
import org.xml.sax.SAXException;

/// Text of a file by the parser of its type; attachments and embedded files are never opened.
final class TikaText {

  private final Parser pdf = new PDFParser();
  private final Parser docx = new OOXMLParser();
  private final Parser html = new JSoupParser();
  private final Parser eml = new RFC822Parser();
  private final Parser bodies = new AutoDetectParser(new TXTParser(), new JSoupParser());

  ParsedFile read(String type, Path file) {
    try {
      return switch (type) {
        case "pdf" -> parsed(pdf, TikaInputStream.get(file), new Metadata());
        case "docx" -> parsed(docx, TikaInputStream.get(file), new Metadata());
        case "eml" -> parsed(eml, TikaInputStream.get(file), new Metadata());
        case "html" -> page(file);
        default -> throw new IllegalArgumentException("no parser for " + type);
      };
    } catch (EncryptedDocumentException _) {
      return ParsedFile.failed("encrypted");
    } catch (Paragraphs.TooLongException _) {
      return ParsedFile.failed("too-long");
    } catch (IOException | SAXException | TikaException | RuntimeException | StackOverflowError e) {
      return ParsedFile.failed(
          e.getCause() instanceof Paragraphs.TooLongException ? "too-long" : "malformed");
    }
  }

  private ParsedFile page(Path file) throws IOException, SAXException, TikaException {
    CleanPage page = CleanPage.of(Files.readString(file));
    Metadata metadata = new Metadata();
    metadata.set(Metadata.CONTENT_TYPE, "text/html; charset=UTF-8");
    byte[] clean = page.html().getBytes(StandardCharsets.UTF_8);
    ParsedFile text = parsed(html, new ByteArrayInputStream(clean), metadata);
    return new ParsedFile(
        text.status(), text.paragraphs(), page.removed(), page.removed().isEmpty() ? null : clean);
  }

  private ParsedFile parsed(Parser parser, InputStream content, Metadata metadata)
      throws IOException, SAXException, TikaException {
    Paragraphs paragraphs = new Paragraphs();
    try (content) {
      parser.parse(content, paragraphs, metadata, context());
    }
    return new ParsedFile("ok", paragraphs.texts(), List.of(), null);
  }

  private ParseContext context() {
    ParseContext context = new ParseContext();
    PDFParserConfig pdfConfig = new PDFParserConfig();
    pdfConfig.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
    pdfConfig.setExtractInlineImages(false);
    context.set(PDFParserConfig.class, pdfConfig);
    OfficeParserConfig officeConfig = new OfficeParserConfig();
    officeConfig.setUseSAXDocxExtractor(true);
    officeConfig.setExtractMacros(false);
    context.set(OfficeParserConfig.class, officeConfig);
    context.set(Parser.class, bodies);
    context.set(
        DocumentSelector.class,
        metadata -> metadata.get("resourceName") == null && isText(metadata));
    return context;
  }

  private static boolean isText(Metadata metadata) {
    String type = metadata.get(Metadata.CONTENT_TYPE);
    return type != null && type.startsWith("text/");
  }
}
