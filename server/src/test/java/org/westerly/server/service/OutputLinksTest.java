package org.westerly.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.westerly.server.run.RunId;

class OutputLinksTest {

    private static final RunId RUN = new RunId("01234567-89ab-7cde-8f01-23456789abcd");
    private static final Links LINKS = new Links("http://h/ga4gh/wes/v1");

    private static String render(String document) {
        return OutputLinks.render(document, RUN, LINKS);
    }

    @Test
    void locationsBecomeUrls() {
        assertThat(render("{\"out\":[{\"class\":\"File\",\"location\":\"outputs:a%20b/c.txt\"}]}"))
                .isEqualTo("{\"out\":[{\"class\":\"File\",\"location\":\"http://h/ga4gh/wes/v1/runs/" + RUN
                        + "/outputs/a%20b/c.txt\"}]}");
    }

    @Test
    void placesThatAreValuesBecomeUrlsWhereverTheyStand() {
        assertThat(render("{\"wf.all\":\"westerly-outputs:all/a%20b.txt\",\"wf.each\":[[\"westerly-outputs:0/x\"]],"
                        + "\"wf.said\":\"not westerly-outputs:x\"}"))
                .isEqualTo("{\"wf.all\":\"http://h/ga4gh/wes/v1/runs/" + RUN + "/outputs/all/a%20b.txt\","
                        + "\"wf.each\":[[\"http://h/ga4gh/wes/v1/runs/" + RUN + "/outputs/0/x\"]],"
                        + "\"wf.said\":\"not westerly-outputs:x\"}");
    }

    @Test
    void nothingElseChanges() {
        String document =
                "{\"text\":\"outputs:x\",\"n\":1.50000000000000000001e-400,\"location\":\"https://elsewhere\"}";
        assertThat(render(document)).isEqualTo(document);
        assertThat(render("{ \"a\" : 1 }")).isEqualTo("{ \"a\" : 1 }");
    }
}
