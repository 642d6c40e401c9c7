package org.westerly.server.http;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;

/** The head of the API document; the rest of it is read from the resources. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Westerly",
                        version = "1.1.0",
                        description = "GA4GH Workflow Execution Service 1.1.0 with extensions. Also served without the"
                                + " prefix, and strictly as WES 1.0 below /compat/1.0.",
                        license = @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")))
public class ApiDocument extends Application {}
