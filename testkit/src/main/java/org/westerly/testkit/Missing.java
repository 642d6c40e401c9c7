package org.westerly.testkit;

import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** What a test needs and the machine does not have. */
final class Missing {

    private Missing() {}

    /** Aborts the test on a user's machine; in CI it fails. Never returns. */
    static RuntimeException abort(String why) {
        Assertions.assertThat(System.getenv("CI")).as(why).isNotEqualTo("true");
        return Assumptions.abort(why);
    }
}
