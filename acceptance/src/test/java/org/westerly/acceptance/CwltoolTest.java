package org.westerly.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.westerly.acceptance.testkit.Form;

/** CWL, run by the real cwltool. */
class CwltoolTest extends CwlEngineTest {

    CwltoolTest() {
        super("cwltool");
    }

    @Test
    void emptyParametersAreFine() {
        Form form = Form.of("cwl", "v1.2", "hello.cwl").attach("hello.cwl", """
                cwlVersion: v1.2
                class: CommandLineTool
                baseCommand: [echo, hello]
                inputs: []
                outputs: {said: stdout}
                stdout: said.txt
                """).field("workflow_params", "");
        JsonNode run = wes().untilState(wes().accepted(form), "COMPLETE");
        checkText(run.at("/outputs/said/location"), "hello");
    }
}
