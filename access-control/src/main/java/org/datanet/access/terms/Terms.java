package org.datanet.access.terms;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.datanet.access.AccessProblem;
import org.datanet.kernel.CanonicalJson;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// The consent and licence texts, addressed by hash. Those offered today come with the program;
/// every one ever offered stays in the database, so that what somebody accepted can be read
/// forever.
@ApplicationScoped
public class Terms {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> OFFERED =
      List.of(
          "consent-en",
          "consent-es",
          "licence-commercial-en",
          "licence-commercial-es",
          "licence-research-en",
          "licence-research-es");

  private final TermStore store;
  private final List<Term> offered;

  Terms(TermStore store) {
    this.store = store;
    this.offered = OFFERED.stream().map(Terms::resource).toList();
  }

  void keepOffered(@Observes StartupEvent event) {
    List<String> kept = store.hashes();
    offered.stream()
        .filter(term -> !kept.contains(term.hash().toString()))
        .forEach(term -> store.keep(term.hash().toString(), write(term)));
  }

  /// The texts offered today: consents first, English before Spanish.
  public List<Term> offered() {
    return offered;
  }

  /// The text with the hash, offered today or before.
  public Optional<Term> find(Hash hash) {
    Optional<Term> today = offered.stream().filter(term -> term.hash().equals(hash)).findAny();
    return today.isPresent() ? today : store.draft(hash.toString()).map(Terms::read);
  }

  /// The text with the hash, which must be of the kind.
  ///
  /// @throws ProblemException `terms-unknown` otherwise
  public Term require(Hash hash, Term.Kind kind) {
    return find(hash)
        .filter(term -> term.kind() == kind)
        .orElseThrow(() ->
            new ProblemException(
                AccessProblem.TERMS_UNKNOWN,
                "No " + kind.code() + " has the hash " + hash + "; GET /api/terms lists them."));
  }

  /// The licence meant when none is named: commercial use.
  public Term defaultLicence() {
    return offered.get(OFFERED.indexOf("licence-commercial-en"));
  }

  private static Term resource(String name) {
    try (InputStream in =
        Objects.requireNonNull(Terms.class.getResourceAsStream("/terms/" + name + ".json"))) {
      return read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Term read(String draft) {
    try {
      return JSON.readValue(draft, Term.Draft.class).term();
    } catch (IOException e) {
      throw new UncheckedIOException("a stored text is not readable", e);
    }
  }

  private static String write(Term term) {
    try {
      return CanonicalJson.text(JSON.writeValueAsString(term.draft()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
