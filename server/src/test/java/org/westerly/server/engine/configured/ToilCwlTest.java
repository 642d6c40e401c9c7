package org.westerly.server.engine.configured;

import java.util.List;

class ToilCwlTest extends CwlContract {

    @Override
    String engineName() {
        return "toil";
    }

    @Override
    String workflowType() {
        return "CWL";
    }

    @Override
    List<String> hooks() {
        return List.of("resolveEntryPoint", "_open_url|getUpdatedBatchJob");
    }

    @Override
    String packages() {
        return "toil";
    }
}
