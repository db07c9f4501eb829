package org.datanet.access.terms;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.datanet.access.AccessProblem;
import org.datanet.kernel.Hash;
import org.datanet.kernel.ProblemException;

/// The texts contributors and model builders agree to; public.
@Path("/api/terms")
@PermitAll
@RunOnVirtualThread
public class TermsResource {

  private final Terms terms;

  TermsResource(Terms terms) {
    this.terms = terms;
  }

  @GET
  public List<Term> offered() {
    return terms.offered();
  }

  /// Any text ever offered.
  @GET
  @Path("/{hash: 0x[0-9a-fA-F]{64}}")
  public Term byHash(@PathParam("hash") String hash) {
    return terms
        .find(Hash.of(hash))
        .orElseThrow(
            () -> new ProblemException(AccessProblem.NOT_FOUND, "No terms have this hash."));
  }
}
