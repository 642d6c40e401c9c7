package org.westerly.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.service.ActOnRuns;
import org.westerly.server.service.RunAction;

class ReadRunActionsTest {

    private static List<String> faults(ErrorCode code, String body) {
        List<String> found = new ArrayList<>();
        assertThatExceptionOfType(WesException.class)
                .as(body)
                .isThrownBy(() -> ReadRunActions.of(body))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code))
                .satisfies(refusal -> refusal.faults().forEach(fault -> found.add(fault.field())));
        return found;
    }

    @Test
    void idsOrAFilter() {
        ReadRunActions.Asked ids = ReadRunActions.of("{\"action\":\"cancel\",\"run_ids\":[\"b\",\"a\",\"b\"]}");
        assertThat(ids).isEqualTo(new ReadRunActions.Asked(RunAction.CANCEL, List.of("b", "a", "b"), null));
        assertThat(ReadRunActions.of("""
                        {"action": "purge", "run_ids": null, "page_token": "t",
                         "filter": {"state": ["COMPLETE", "CANCELED"], "tag": "project:x", "include_deleted": true}}"""))
                .isEqualTo(new ReadRunActions.Asked(
                        RunAction.PURGE,
                        null,
                        new ActOnRuns.Filter(
                                Map.of(
                                        "state", List.of("COMPLETE", "CANCELED"),
                                        "tag", List.of("project:x"),
                                        "include_deleted", List.of("true")),
                                "t")));
    }

    @Test
    void everyFaultIsNamed() {
        assertThat(faults(ErrorCode.INVALID_REQUEST, "{}")).containsExactly("action", "run_ids");
        assertThat(faults(ErrorCode.INVALID_REQUEST, "{\"action\":\"drop\",\"runs\":[],\"run_ids\":[1]}"))
                .startsWith("runs", "action", "run_ids");
        assertThat(faults(
                        ErrorCode.INVALID_REQUEST,
                        "{\"action\":\"purge\",\"run_ids\":[\"a\"],\"filter\":{\"since\":\"2026-11-21\"}}"))
                .containsExactly("run_ids");
        assertThat(faults(ErrorCode.INVALID_REQUEST, "{\"action\":\"purge\",\"run_ids\":[\"a\"],\"page_token\":\"t\"}"))
                .containsExactly("page_token");
        assertThat(faults(
                        ErrorCode.INVALID_REQUEST,
                        "{\"action\":\"purge\",\"filter\":{\"stat\":\"COMPLETE\",\"tag\":{\"a\":\"b\"}}}"))
                .contains("filter.stat", "filter.tag");
    }

    @Test
    void aFilterThatWouldMeanEverythingIsRefused() {
        for (String filter : List.of(
                "{}",
                "{\"include_deleted\":true}",
                "{\"tag\":\"\"}",
                "{\"tag\":[]}",
                "{\"q\":\"\",\"state\":\"COMPLETE\"}",
                "[]",
                "\"all\"")) {
            assertThat(faults(ErrorCode.INVALID_REQUEST, "{\"action\":\"purge\",\"filter\":" + filter + "}"))
                    .isNotEmpty()
                    .allMatch("filter"::equals);
        }
    }

    @Test
    void idsAreBounded() {
        for (int count : new int[] {0, ActOnRuns.MOST + 1}) {
            String ids = String.join(",", Collections.nCopies(count, "\"a\""));
            assertThat(faults(ErrorCode.INVALID_REQUEST, "{\"action\":\"cancel\",\"run_ids\":[" + ids + "]}"))
                    .containsExactly("run_ids");
        }
        assertThat(faults(
                        ErrorCode.INVALID_REQUEST, "{\"action\":\"cancel\",\"run_ids\":[\"" + "a".repeat(200) + "\"]}"))
                .containsExactly("run_ids");
    }

    @Test
    void whatIsNoJsonObjectIsMalformed() {
        for (String body : List.of(
                "",
                "[]",
                "{\"action\":\"cancel\"",
                "{\"action\":\"a\",\"action\":\"b\"}",
                "{\"action\":\"purge\",\"filter\":{\"q\":\"a\",\"q\":\"b\"}}",
                "{} x")) {
            assertThat(faults(ErrorCode.MALFORMED_BODY, body)).containsExactly("body");
        }
    }
}
