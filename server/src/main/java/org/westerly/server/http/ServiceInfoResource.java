package org.westerly.server.http;

import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.westerly.api.ServiceInfo;
import org.westerly.server.service.DescribeService;

/** What this service is and can do. */
@Path(FindBasePath.CANONICAL + "/service-info")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "service")
@RunOnVirtualThread
public class ServiceInfoResource {

    private final DescribeService describe;
    private final RoutingContext request;

    @Inject
    ServiceInfoResource(DescribeService describe, RoutingContext request) {
        this.describe = describe;
        this.request = request;
    }

    @GET
    @Operation(operationId = "GetServiceInfo", summary = "What this service is, which engines and versions it has")
    public ServiceInfo get() {
        Visit visit = Visit.of(request);
        return describe.describe(visit.caller(), visit.version(), visit.links());
    }
}
