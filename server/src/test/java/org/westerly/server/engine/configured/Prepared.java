package org.westerly.server.engine.configured;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.westerly.server.engine.Plan;
import org.westerly.server.engine.RequestVerdict;
import org.westerly.server.files.RunFolder;

/** A run that was judged, staged and planned, and not started. */
record Prepared(RunFolder folder, String label, RequestVerdict verdict, Plan plan) {

    /** The same with another argument list. */
    Prepared with(UnaryOperator<List<String>> change) {
        List<String> argv = change.apply(new ArrayList<>(plan.argv()));
        return new Prepared(folder, label, verdict, new Plan(argv, plan.environment(), plan.notes()));
    }
}
