package org.westerly.acceptance;

import org.westerly.acceptance.testkit.Form;

/** CWL, run by the real Toil, which has to be named. */
class ToilCwlTest extends CwlEngineTest {

    ToilCwlTest() {
        super("toil");
    }

    @Override
    Form document(String name) {
        return super.document(name).field("workflow_engine", "toil");
    }
}
