package org.westerly.server.files.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.files.fetch.Fetching;
import org.westerly.server.files.fetch.WebSite;

/**
 * Tools of a registry, by {@code trs://} and by the web address of their descriptor.
 *
 * <p>Long because the registry that it plays and what is asked of it are read side by side.
 */
class FetchTrsTest extends StageKit {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/ga4gh/trs/v2/tools/";

    @BeforeEach
    void registry() {
        registries = Map.of("lab", base());
        // What the operator names is asked all the same.
        limits = Fetching.CLOSED;
    }

    private static ObjectNode file(String path, String kind) {
        return JSON.createObjectNode().put("path", path).put("file_type", kind);
    }

    private void files(String tool, ObjectNode... files) {
        site.text(
                API + tool + "/files",
                JSON.createArrayNode().addAll(java.util.List.of(files)).toString());
    }

    private static String wrapped(String content) {
        return JSON.createObjectNode().put("content", content).toString();
    }

    /** A tool of one primary and one secondary descriptor. */
    private void tool(String tool) {
        files(tool, file("main.cwl", "PRIMARY_DESCRIPTOR"), file("tools/a.cwl", "SECONDARY_DESCRIPTOR"));
        site.text(API + tool + "/descriptor", wrapped("main of " + tool));
        site.text(API + tool + "/descriptor/tools%2Fa.cwl", wrapped("a"));
    }

    @Test
    void theDescriptorComesWithAllThatBelongsToIt() throws Exception {
        files(
                "t/versions/1.0/CWL",
                file("main.cwl", "PRIMARY_DESCRIPTOR"),
                file("tools/a.cwl", "SECONDARY_DESCRIPTOR"),
                file("test.json", "TEST_FILE"),
                file("Dockerfile", "CONTAINERFILE"),
                file("config.yml", "OTHER"),
                file("README.md", "OTHER"),
                file("/.registry.yml", "OTHER"),
                file("../LICENSE", "OTHER"));
        site.text(API + "t/versions/1.0/CWL/descriptor", wrapped("main"));
        site.text(API + "t/versions/1.0/CWL/descriptor/tools%2Fa.cwl", wrapped("a\u20ac"));
        site.text(API + "t/versions/1.0/CWL/descriptor/config.yml", wrapped("c"));

        assertThat(workflow("trs://lab/t/1.0#main")).isEqualTo("main.cwl#main");
        assertThat(work()).isEqualTo(Map.of("main.cwl", "main", "tools/a.cwl", "a\u20ac", "config.yml", "c"));
        assertThat(fetchedPaths()).containsExactly("work/main.cwl", "work/tools/a.cwl", "work/config.yml");
        assertThat(fetched().getFirst().url()).isEqualTo(site.base() + API + "t/versions/1.0/CWL/descriptor");
        assertThat(site.visits)
                .allMatch(visit -> visit.header("Accept").orElse("").contains("application/json"));
    }

    @ParameterizedTest
    @CsvSource({
        "trs://lab/t/1.0, t/versions/1.0",
        "trs://LAB/t/1.0, t/versions/1.0",
        "trs://lab/t/versions/1.0, t/versions/1.0",
        "trs://lab/%23workflow%2Fgithub.com%2Fo%2Fr/feature%2Fx, %23workflow%2Fgithub.com%2Fo%2Fr/versions/feature%2Fx",
        "trs://lab/#workflow/github.com/o/r/1.0, %23workflow%2Fgithub.com%2Fo%2Fr/versions/1.0",
        "trs://lab/o/r/1.0, o%2Fr/versions/1.0",
        "trs://lab/a%20b:c/v+1, a%20b%3Ac/versions/v%2B1"
    })
    void idsAreReadAndEncodedAsTheStandardHasIt(String url, String tool) throws Exception {
        tool(tool + "/CWL");
        assertThat(workflow(url)).isEqualTo("main.cwl");
        assertThat(work()).containsEntry("main.cwl", "main of " + tool + "/CWL").containsKey("tools/a.cwl");
    }

    @ParameterizedTest
    @CsvSource({"CWL, CWL", "wdl, WDL", "NFL, NFL", "Nextflow, NFL", "SMK, SMK", "Snakemake, SMK", "galaxy, GALAXY"})
    void theTypeIsThatOfTheRun(String workflowType, String descriptorType) throws Exception {
        type = workflowType;
        tool("t/versions/1/" + descriptorType);
        assertThat(workflow("trs://lab/t/1")).isEqualTo("main.cwl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/ga4gh/trs/v2", "/ga4gh/trs/v2/"})
    void aBaseMayEndWithThePathOfTheStandard(String end) throws Exception {
        registries = Map.of("lab", URI.create(site.base() + end));
        tool("t/versions/1/CWL");
        assertThat(workflow("trs://lab/t/1")).isEqualTo("main.cwl");
        registries = Map.of();
        defaultRegistry = URI.create(site.base() + end);
        assertThat(workflow("trs://anything.example/t/1")).isEqualTo("main.cwl");
    }

    @Test
    void whatIsNotConfiguredIsTheHostItselfByHttps() {
        registries = Map.of();
        assertThat(unavailable("trs://127.0.0.1:" + site.port() + "/t/1"))
                .contains("https://127.0.0.1:" + site.port() + API + "t/versions/1/CWL/files")
                .contains("private network");
        assertThat(unavailable("trs://no-such-registry.invalid/t/1")).contains("no such host");
        assertThat(unavailable("trs://lab/t")).contains("trs://host/tool/version");
        assertThat(unavailable("trs://lab/")).contains("trs://host/tool/version");
        assertThat(unavailable("trs://lab/%2e%2e/1")).contains("trs://host/tool/version");
        assertThat(unavailable("trs://lab/t/..")).contains("trs://host/tool/version");
        assertThat(site.visits).isEmpty();
    }

    // --- By its web address ---------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"CWL", "PLAIN_CWL", "PLAIN-CWL", "plain_cwl"})
    void aDescriptorsAddressMeansTheTool(String word) throws Exception {
        limits = Fetching.OPEN;
        type = "SH";
        tool("o%2Fr/versions/1/CWL");
        assertThat(workflow(site.base() + API + "o%2Fr/versions/1/" + word + "/descriptor#main"))
                .isEqualTo("main.cwl#main");
        assertThat(work()).containsOnlyKeys("main.cwl", "tools/a.cwl");
    }

    @Test
    void anotherOfItsFilesMayBeTheOneToRun() throws Exception {
        limits = Fetching.OPEN;
        tool("t/versions/1/CWL");
        site.text(API + "t/versions/1/CWL/descriptor/main.cwl", wrapped("main"));
        assertThat(workflow(site.base() + API + "t/versions/1/CWL/descriptor/tools%2Fa.cwl"))
                .isEqualTo("tools/a.cwl");
        assertThat(workflow(site.base() + API + "t/versions/1/CWL/descriptor/tools/a.cwl"))
                .isEqualTo("tools/a.cwl");
        assertThat(work()).containsOnlyKeys("main.cwl", "tools/a.cwl");
    }

    @Test
    void aQueryGoesAlongAndIsNotShown() throws Exception {
        limits = Fetching.OPEN;
        site.text(
                        API + "t/versions/1/CWL/files?token=secret",
                        JSON.createArrayNode()
                                .add(file("m.cwl", "PRIMARY_DESCRIPTOR"))
                                .toString())
                .text(API + "t/versions/1/CWL/descriptor?token=secret", wrapped("m"));
        assertThat(workflow(site.base() + API + "t/versions/1/CWL/descriptor?token=secret"))
                .isEqualTo("m.cwl");
        assertThat(fetched().getFirst().url()).doesNotContain("secret");
    }

    @Test
    void aClientsAddressIsNotTrusted() {
        tool("t/versions/1/CWL");
        assertThat(unavailable(site.base() + API + "t/versions/1/CWL/descriptor"))
                .contains("private network");
        assertThat(site.visits).isEmpty();
    }

    // --- Names ----------------------------------------------------------------------------------

    @Test
    void filesBesideTheDescriptorsFolderPutItDeeper() throws Exception {
        type = "WDL";
        files(
                "t/versions/1/WDL",
                file("x.wdl", "PRIMARY_DESCRIPTOR"),
                file("../../tasks/t.wdl", "SECONDARY_DESCRIPTOR"),
                file("./sub/../y.wdl", "SECONDARY_DESCRIPTOR"));
        site.text(
                        API + "t/versions/1/WDL/descriptor",
                        JSON.createObjectNode()
                                .put("content", "x")
                                .put("url", "https://raw.example/o/r/v1/pipes/WDL/x.wdl")
                                .toString())
                .text(API + "t/versions/1/WDL/descriptor/..%2F..%2Ftasks%2Ft.wdl", wrapped("t"))
                .text(API + "t/versions/1/WDL/descriptor/.%2Fsub%2F..%2Fy.wdl", wrapped("y"));
        assertThat(workflow("trs://lab/t/1")).isEqualTo("pipes/WDL/x.wdl");
        assertThat(work()).containsOnlyKeys("pipes/WDL/x.wdl", "pipes/WDL/y.wdl", "tasks/t.wdl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/etc/passwd",
                "%2e%2e/x",
                "..\\\\x",
                "a/..%2f../x",
                "C:/x",
                "a\\u0000b",
                "a//b",
                "a/",
                "..",
                ".",
                "../../../../../../../../../../../../../../../../../x"
            })
    void hostileNamesAreRefusedAndNothingIsWritten(String path) throws Exception {
        String quoted = "\"" + path + "\"";
        String plain = JSON.readTree(quoted).asText();
        files("t/versions/1/CWL", file("main.cwl", "PRIMARY_DESCRIPTOR"), file(plain, "SECONDARY_DESCRIPTOR"));
        site.text(API + "t/versions/1/CWL/descriptor", wrapped("main"))
                .text(API + "t/versions/1/CWL/descriptor/" + PercentEncoded.segment(plain), wrapped("evil"));
        assertThat(unavailable("trs://lab/t/1")).containsAnyOf("cannot be called", "folders up");
        assertThat(work()).isEmpty();
        assertThat(fetched()).isEmpty();
    }

    @Test
    void namesThatClashAreRefused() throws Exception {
        files("t/versions/1/CWL", file("main.cwl", "PRIMARY_DESCRIPTOR"), file("main.cwl/x", "SECONDARY_DESCRIPTOR"));
        site.text(API + "t/versions/1/CWL/descriptor", wrapped("main"))
                .text(API + "t/versions/1/CWL/descriptor/main.cwl%2Fx", wrapped("x"));
        assertThat(unavailable("trs://lab/t/1")).contains("a file and a folder at once");

        files(
                "t/versions/2/CWL",
                file("main.cwl", "PRIMARY_DESCRIPTOR"),
                file("a/../main.cwl", "SECONDARY_DESCRIPTOR"));
        site.text(API + "t/versions/2/CWL/descriptor", wrapped("main"))
                .text(API + "t/versions/2/CWL/descriptor/a%2F..%2Fmain.cwl", wrapped("x"));
        assertThat(badDocument("trs://lab/t/2")).contains("twice");
    }

    @Test
    void aServerThatKnowsNoEncodedSlashIsAskedWithout() throws Exception {
        files("t/versions/1/CWL", file("main.cwl", "PRIMARY_DESCRIPTOR"), file("tools/a.cwl", "SECONDARY_DESCRIPTOR"));
        site.text(API + "t/versions/1/CWL/descriptor", wrapped("main"))
                .status(API + "t/versions/1/CWL/descriptor/tools%2Fa.cwl", 400)
                .text(API + "t/versions/1/CWL/descriptor/tools/a.cwl", wrapped("a"));
        assertThat(workflow("trs://lab/t/1")).isEqualTo("main.cwl");
        assertThat(work()).containsEntry("tools/a.cwl", "a");
    }

    @Test
    void aPipelinesConfigurationIsNotWhatIsRun() throws Exception {
        type = "NFL";
        files(
                "t/versions/1/NFL",
                file("nextflow.config", "PRIMARY_DESCRIPTOR"),
                file("main.nf", "SECONDARY_DESCRIPTOR"),
                file("start.nf", "SECONDARY_DESCRIPTOR"));
        site.text(API + "t/versions/1/NFL/descriptor", wrapped("manifest { mainScript = 'start.nf' }"))
                .text(API + "t/versions/1/NFL/descriptor/main.nf", wrapped("m"))
                .text(API + "t/versions/1/NFL/descriptor/start.nf", wrapped("s"));
        assertThat(workflow("trs://lab/t/1")).isEqualTo("start.nf");
        site.text(API + "t/versions/1/NFL/descriptor", wrapped("params.x = 1"));
        assertThat(workflow("trs://lab/t/1")).isEqualTo("main.nf");
        files("t/versions/1/NFL", file("nextflow.config", "PRIMARY_DESCRIPTOR"));
        assertThat(badDocument("trs://lab/t/1")).contains("no script");
    }

    // --- What goes wrong ------------------------------------------------------------------------

    @Test
    void aRegistryThatListsNoFilesHasTheDescriptor() throws Exception {
        site.text(API + "t/versions/1/CWL/descriptor", wrapped("main"));
        assertThat(workflow("trs://lab/t/1")).isEqualTo("workflow.cwl");
        assertThat(work()).isEqualTo(Map.of("workflow.cwl", "main"));
        assertThat(unavailable("trs://lab/gone/1"))
                .contains("404")
                .contains(site.base() + API + "gone/versions/1/CWL/descriptor");
    }

    @Test
    void aFailedFetchIsToldByStatusAndUrl() {
        files("t/versions/1/CWL", file("main.cwl", "PRIMARY_DESCRIPTOR"), file("a.cwl", "SECONDARY_DESCRIPTOR"));
        site.text(API + "t/versions/1/CWL/descriptor", wrapped("main"));
        assertThat(unavailable("trs://lab/t/1")).contains("404").contains("/descriptor/a.cwl");
        site.status(API + "t/versions/1/CWL/files", 401);
        assertThat(unavailable("trs://lab/t/1")).contains("401").contains("/files");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "",
                "{}",
                "[{}]",
                "[]",
                "[] []",
                "[{\"path\": \"a\", \"file_type\": \"SECONDARY_DESCRIPTOR\"}]",
                "[{\"path\":\"a\",\"file_type\":\"PRIMARY_DESCRIPTOR\"},{\"path\":\"b\",\"file_type\":\"PRIMARY_DESCRIPTOR\"}]"
            })
    void aListThatIsNoneIsABadDocument(String json) {
        site.text(API + "t/versions/1/CWL/files", json).text(API + "t/versions/1/CWL/descriptor/a", wrapped("x"));
        assertThat(badDocument("trs://lab/t/1")).contains("/files");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>", "{}", "[]", "\"text\"", "{\"content\": 7}", "{\"content\": null, \"url\": \"no url\"}"
            })
    void aDescriptorThatIsNoneIsABadDocument(String json) {
        files("t/versions/1/CWL", file("main.cwl", "PRIMARY_DESCRIPTOR"));
        site.text(API + "t/versions/1/CWL/descriptor", json);
        assertThat(badDocument("trs://lab/t/1")).contains("/descriptor");
    }

    @Test
    void aUrlStandsForTheContentAndIsNotTrusted() throws Exception {
        files("t/versions/1/CWL", file("main.cwl", "PRIMARY_DESCRIPTOR"));
        try (WebSite elsewhere = new WebSite()) {
            elsewhere.text("/raw.cwl?token=secret", "hello");
            site.text(
                    API + "t/versions/1/CWL/descriptor",
                    JSON.createObjectNode()
                            .put("url", elsewhere.base() + "/raw.cwl?token=secret")
                            .toString());
            assertThat(unavailable("trs://lab/t/1")).contains("private network").doesNotContain("secret");
            limits = Fetching.OPEN;
            assertThat(workflow("trs://lab/t/1")).isEqualTo("main.cwl");
            assertThat(fetched().getFirst().url()).isEqualTo(elsewhere.base() + "/raw.cwl");
        }
    }

    @Test
    void checksumsAreChecked() throws Exception {
        ObjectNode listed = file("main.cwl", "PRIMARY_DESCRIPTOR");
        listed.putObject("checksum").put("type", "md5").put("checksum", "5d41402abc4b2a76b9719d911017c592");
        files("t/versions/1/CWL", listed);
        ObjectNode wrapper = JSON.createObjectNode().put("content", "hello");
        wrapper.putArray("checksum").addObject().put("type", "sha256").put("checksum", "00");
        site.text(API + "t/versions/1/CWL/descriptor", wrapper.toString());
        assertThat(unavailable("trs://lab/t/1")).contains("SHA-256").contains("should have 00");
        wrapper.putArray("checksum").addObject().put("type", "unknown").put("checksum", "00");
        site.text(API + "t/versions/1/CWL/descriptor", wrapper.toString());
        assertThat(workflow("trs://lab/t/1")).isEqualTo("main.cwl");
    }

    @Test
    void sizesAreBounded() {
        files("t/versions/1/CWL", file("main.cwl", "PRIMARY_DESCRIPTOR"), file("a", "SECONDARY_DESCRIPTOR"));
        site.text(API + "t/versions/1/CWL/descriptor", wrapped("x".repeat(60_000)))
                .text(API + "t/versions/1/CWL/descriptor/a", wrapped("x".repeat(60_000)));
        assertThat(unavailable("trs://lab/t/1")).contains("larger than");
    }

    @Test
    void aRegistryByHttpNeedsNoSchemeOfItsOwn() throws Exception {
        schemes = Set.of("trs");
        tool("t/versions/1/CWL");
        assertThat(workflow("trs://lab/t/1")).isEqualTo("main.cwl");
    }
}
