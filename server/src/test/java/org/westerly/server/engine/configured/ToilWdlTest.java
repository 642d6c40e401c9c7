package org.westerly.server.engine.configured;

class ToilWdlTest extends WdlContract {

    @Override
    String engineName() {
        return "toil";
    }

    @Override
    String workflowType() {
        return "WDL";
    }
}
