package org.westerly.server.http;

import io.quarkus.micrometer.runtime.binder.vertx.HttpRequestMetric;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Folds requests that reached no resource into one row of the metrics. They would be counted by their own path, of which
 * a stranger can make up as many as he likes.
 */
final class MetricLabel {

    private static final String REFUSED = "REFUSED";

    private MetricLabel() {}

    static void refused(RoutingContext request) {
        @Nullable HttpRequestMetric metric = HttpRequestMetric.getRequestMetric(request);
        if (metric != null) {
            metric.setTemplatePath(REFUSED);
        }
    }
}
