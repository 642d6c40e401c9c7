package org.westerly.acceptance;

import org.westerly.acceptance.testkit.Form;

/** WDL, run by the real Toil, which has to be named. */
class ToilWdlTest extends WdlEngineTest {

    ToilWdlTest() {
        super("toil");
    }

    @Override
    Form document(String name) {
        return super.document(name).field("workflow_engine", "Toil");
    }
}
