package org.westerly.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.westerly.acceptance.testkit.Form;

/** WDL, run by a real engine. */
abstract class WdlEngineTest extends RealEngineTest {

    WdlEngineTest(String engine) {
        super("WDL", engine);
    }

    /** A submission of a document, by the engine under test. */
    Form document(String name) {
        return Form.of("WDL", "1.1", name);
    }

    @Override
    Form good() {
        return document("sizes.wdl")
                .attach("sizes.wdl", """
                        version 1.1
                        import "tools/sizes.wdl" as tools
                        workflow sizes {
                          input { Array[File] texts }
                          scatter (text in texts) { call tools.count { input: text = text } }
                          call tools.join { input: parts = count.size }
                          output {
                            File all = join.all
                            Array[Int] numbers = count.number
                          }
                        }
                        """)
                .attach("tools/sizes.wdl", """
                        version 1.1
                        task count {
                          input { File text }
                          command <<< wc -c < "~{text}" > size.txt >>>
                          output {
                            File size = "size.txt"
                            Int number = read_int("size.txt")
                          }
                        }
                        task join {
                          input { Array[File] parts }
                          command <<< cat ~{sep(" ", quote(parts))} > all.txt >>>
                          output { File all = "all.txt" }
                        }
                        """)
                .attach("data/a file.txt", "12345")
                .attach("data/b.txt", "1")
                .field("workflow_params", "{\"sizes.texts\": [\"data/a file.txt\", \"data/b.txt\"]}");
    }

    @Override
    void checkGood(JsonNode run) {
        assertThat(run.path("outputs").path("sizes.numbers").toString()).isEqualTo("[5,1]");
        checkText(run.path("outputs").path("sizes.all"), "5", "1");
    }

    @Override
    Form failing() {
        return document("fail.wdl").attach("fail.wdl", """
                version 1.1
                task fail { command { echo said; echo wrong >&2; exit 7 } }
                workflow try { call fail }
                """);
    }

    @Override
    Form invalid() {
        return document("bad.wdl").attach("bad.wdl", "version 1.1\nworkflow bad { call nothing }\n");
    }

    @Override
    Form missingInput() {
        return document("read.wdl")
                .attach("read.wdl", """
                        version 1.1
                        task show {
                          input { File text }
                          command { cat "~{text}" }
                        }
                        workflow reading {
                          input { File text }
                          call show { input: text = text }
                        }
                        """)
                .field("workflow_params", "{\"reading.text\": \"nosuch.txt\"}");
    }

    @Override
    Form fetching(String url) {
        return document("copy.wdl")
                .attach("copy.wdl", """
                        version 1.1
                        task copy {
                          input { File far }
                          command { cat "~{far}" > copied.txt }
                          output { File copied = "copied.txt" }
                        }
                        workflow copies {
                          input { File far }
                          call copy { input: far = far }
                          output { File copied = copy.copied }
                        }
                        """)
                .field("workflow_params", "{\"copies.far\": \"" + url + "\"}");
    }

    @Override
    Form sleeping(String command) {
        return document("sleep.wdl").attach("sleep.wdl", """
                version 1.1
                task rest { command { COMMAND } }
                workflow resting { call rest }
                """.replace("COMMAND", command));
    }
}
