package org.westerly.server.results;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Tells reports from other outputs by their names alone: pages (HTML and PDF), and what Nextflow and its pipelines call
 * traces and graphs of a run.
 */
final class ReportNames {

    private static final Pattern PAGE = Pattern.compile(".*\\.(html?|xhtml|pdf)");
    private static final Pattern OF_ENGINE = Pattern.compile(
            "(execution_|pipeline_)?(trace|timeline|report|dag)([._-].*)?\\.(txt|tsv|csv|json|svg|png|dot|mmd)");

    private ReportNames() {}

    static boolean match(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return PAGE.matcher(lower).matches() || OF_ENGINE.matcher(lower).matches();
    }
}
