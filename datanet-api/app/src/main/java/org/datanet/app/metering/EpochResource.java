package org.datanet.app.metering;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.datanet.attribution.receipt.EpochBundle;
import org.datanet.attribution.receipt.ReceiptPath;
import org.datanet.kernel.Hash;

/// Epochs. What a stranger needs to check one is for everybody: hashes and credits, no call.
@Path("/api/epochs")
@Authenticated
@RunOnVirtualThread
public class EpochResource {

  private final Epochs epochs;

  EpochResource(Epochs epochs) {
    this.epochs = epochs;
  }

  @POST
  @RolesAllowed("compliance-officer")
  public Response close() {
    return Response.accepted(epochs.close()).build();
  }

  @GET
  public List<Epoch> list() {
    return epochs.all();
  }

  /// A posted epoch, whole.
  @GET
  @Path("{number}")
  @PermitAll
  public EpochBundle bundle(@PathParam("number") int number) {
    return epochs.bundle(number);
  }

  /// The Merkle path of a receipt in a posted epoch.
  @GET
  @Path("{number}/receipts/{hash}")
  @PermitAll
  public ReceiptPath path(@PathParam("number") int number, @PathParam("hash") Hash receipt) {
    return epochs.path(number, receipt);
  }
}
