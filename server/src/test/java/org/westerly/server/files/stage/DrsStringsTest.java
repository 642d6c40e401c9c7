package org.westerly.server.files.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrsStringsTest {

    private static String rewritten(String json, Map<String, Path> paths) {
        DrsStrings strings = DrsStrings.in(json);
        assertThat(strings.distinct()).containsExactlyInAnyOrderElementsOf(paths.keySet());
        return strings.with(paths);
    }

    @Test
    void onlyTheseStringsChange() {
        String json = """
                { "a" : 1.50, "b":1e400,\t"c": ["drs://h/1", "x drs://h/2", {"drs://h/3": "DRS://h/4"}],
                  "d" : "drs:\\/\\/h\\/1" , "e": "\\u0064rs://h/1", "f": "tail\\n" , "g": null, "h": -0.0 }
                """;
        assertThat(rewritten(json, Map.of("drs://h/1", Path.of("/in/1/x"), "DRS://h/4", Path.of("/in/2/y"))))
                .isEqualTo("""
                        { "a" : 1.50, "b":1e400,\t"c": ["/in/1/x", "x drs://h/2", {"drs://h/3": "/in/2/y"}],
                          "d" : "/in/1/x" , "e": "/in/1/x", "f": "tail\\n" , "g": null, "h": -0.0 }
                        """);
    }

    @Test
    void filesOfCwlKeepTheirNames() {
        Map<String, Path> paths = Map.of("drs://h/1", Path.of("/in/1/a.bam"), "drs://h/2", Path.of("/in/2/a.bai"));
        assertThat(rewritten("""
                        {"f": {"class": "File", "location": "drs://h/1",
                               "secondaryFiles": [{"path": "drs://h/2", "class": "File", "basename": "b.bai"}]},
                         "g": {"location": "drs://h/1"},
                         "h": [{"path": "drs://h/1", "x": {"basename": "no"}, "class": "File"}]}""", paths)).isEqualTo("""
                        {"f": {"class": "File", "location": "/in/1/a.bam", "basename": "a.bam",
                               "secondaryFiles": [{"path": "/in/2/a.bai", "class": "File", "basename": "b.bai"}]},
                         "g": {"location": "/in/1/a.bam"},
                         "h": [{"path": "/in/1/a.bam", "basename": "a.bam", "x": {"basename": "no"}, "class": "File"}]}""");
    }

    /** A location of CWL is a URI, where a sharp sign would begin a fragment. */
    @Test
    void aPathThatIsNoUriIsMadeOne() {
        Map<String, Path> paths = Map.of("drs://h/1", Path.of("/my data#1/\"x"));
        assertThat(rewritten(
                        "{\"f\": {\"class\": \"File\", \"location\": \"drs://h/1\"}, \"g\": \"drs://h/1\"}", paths))
                .isEqualTo("{\"f\": {\"class\": \"File\", \"location\": \"file:///my%20data%231/%22x\","
                        + " \"basename\": \"\\\"x\"}, \"g\": \"/my data#1/\\\"x\"}");
    }

    @Test
    void placesAreRightInALongText() {
        StringBuilder before = new StringBuilder("{");
        StringBuilder after = new StringBuilder("{");
        Map<String, Path> paths = new HashMap<>();
        for (int n = 0; n < 5_000; n++) {
            String other =
                    "\"k" + n + "\u20ac\ud83d\ude00\\\"\\\\\": \"" + "y".repeat(n % 50) + "\u00e4\", \"d" + n + "\": ";
            before.append(other).append("\"drs://h/").append(n % 7).append("\", ");
            after.append(other).append("\"/in/").append(n % 7).append("\", ");
            paths.put("drs://h/" + n % 7, Path.of("/in/" + n % 7));
        }
        assertThat(rewritten(before + "\"end\": 1.50}", paths)).isEqualTo(after + "\"end\": 1.50}");
    }

    @Test
    void theirOrderIsThatOfTheText() {
        assertThat(DrsStrings.in("{\"z\": {\"class\": \"File\", \"location\": \"drs://h/1\", \"n\": \"drs://h/2\"},"
                                + " \"a\": \"drs://h/3\", \"b\": \"drs://h/1\"}")
                        .distinct())
                .isEqualTo(List.of("drs://h/1", "drs://h/2", "drs://h/3"));
        assertThat(DrsStrings.in("{}").distinct()).isEmpty();
    }
}
