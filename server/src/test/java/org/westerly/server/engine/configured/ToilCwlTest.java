package org.westerly.server.engine.configured;

class ToilCwlTest extends CwlContract {

    @Override
    String engineName() {
        return "toil";
    }

    @Override
    String workflowType() {
        return "CWL";
    }
}
