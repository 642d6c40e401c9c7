package org.westerly.server.files.stage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.westerly.server.config.Secret;
import org.westerly.server.files.Fetched;
import org.westerly.server.files.Staged;
import org.westerly.server.files.StagingException;
import org.westerly.server.files.fetch.WebSite;

/** Inputs that lie in data repositories. */
class FetchDrsTest extends StageKit {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String API = "/ga4gh/drs/v1/objects/";
    private static final String HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

    private final WebSite cloud = new WebSite();

    @BeforeEach
    void repository() throws Exception {
        repositories = Map.of("lab", base());
        tokens = Map.of("lab", new Secret("the-token"));
        attach(Map.of("main.cwl", "attached"));
        cloud.text("/bytes?signed=secret", "hello");
    }

    @AfterEach
    void closeCloud() {
        cloud.close();
    }

    private static ObjectNode object(String name) {
        return JSON.createObjectNode().put("id", "x").put("name", name).put("size", 5);
    }

    private static ObjectNode withUrl(ObjectNode object, String url, String... headers) {
        ObjectNode method = object.withArray("access_methods").addObject().put("type", "https");
        ObjectNode access = method.putObject("access_url").put("url", url);
        for (String header : headers) {
            access.withArray("headers").add(header);
        }
        return object;
    }

    private void serve(String id, ObjectNode object) {
        site.text(API + id, object.toString());
    }

    private Staged stageWith(String params) throws Exception {
        return stage("main.cwl", params, "main.cwl");
    }

    private String refusal(String params) {
        return refusal(StagingException.Kind.UNAVAILABLE, "main.cwl", params, "main.cwl");
    }

    private Path input(String name) {
        return run.inputs().resolve(name);
    }

    @Test
    void inputsAreFetchedAndNamedByTheirPaths() throws Exception {
        serve("a%2Fb", withUrl(object("reads 1.bam"), cloud.base() + "/bytes?signed=secret"));
        serve("2", withUrl(object("../../x/reads.bai"), cloud.base() + "/bytes?signed=secret"));
        String params = "{\"r\": {\"class\": \"File\", \"location\": \"drs://lab/a%2Fb\"}, \"n\": 1.50,"
                + " \"s\": [\"drs://LAB/2\", \"drs://lab/a%2Fb\"]}";

        assertThat(stageWith(params).params())
                .isEqualTo("{\"r\": {\"class\": \"File\", \"location\": \"" + input("1/reads_1.bam")
                        + "\", \"basename\": \"reads_1.bam\"}, \"n\": 1.50, \"s\": [\"" + input("2/reads.bai")
                        + "\", \""
                        + input("1/reads_1.bam") + "\"]}");
        assertThat(input("1/reads_1.bam")).hasContent("hello");
        assertThat(input("2/reads.bai")).hasContent("hello");
        assertThat(fetched())
                .containsExactly(
                        new Fetched("drs://lab/a%2Fb", "inputs/1/reads_1.bam", 5, HELLO),
                        new Fetched("drs://lab/2", "inputs/2/reads.bai", 5, HELLO));
        assertThat(cloud.visits).hasSize(2);
        assertThat(work()).containsOnlyKeys("main.cwl");
    }

    @Test
    void theTokenGoesToTheRepositoryAndToNobodyElse() throws Exception {
        serve("1", withUrl(object("a"), cloud.base() + "/bytes?signed=secret"));
        serve("2", withUrl(object("b"), site.base() + "/own"));
        serve("3", withUrl(object("c"), site.base() + "/leads-away"));
        serve("4", withUrl(object("d"), cloud.base() + "/with", "Authorization: Basic cloud", "X-Kind: a b"));
        site.text("/own", "hello").redirect("/leads-away", cloud.base() + "/bytes?signed=secret");
        cloud.text("/with", "hello");
        stageWith("{\"i\": [\"drs://lab/1\", \"drs://lab/2\", \"drs://lab/3\", \"drs://lab/4\"]}");

        assertThat(site.visits)
                .hasSize(6)
                .allMatch(visit -> visit.header("Authorization").equals(java.util.Optional.of("Bearer the-token")));
        assertThat(cloud.visits.get(0).header("Authorization")).isEmpty();
        assertThat(cloud.visits.get(1).header("Authorization"))
                .as("after a redirect")
                .isEmpty();
        assertThat(cloud.visits.get(2).header("Authorization")).contains("Basic cloud");
        assertThat(cloud.visits.get(2).header("X-Kind")).contains("a b");
    }

    @Test
    void aRepositoryThatSendsElsewhereGetsNoTokenThere() {
        site.redirect(API + "1", cloud.base() + "/object");
        cloud.text("/object", "{}");
        refusal("{\"i\": \"drs://lab/1\"}");
        assertThat(cloud.visits.getFirst().header("Authorization")).isEmpty();
    }

    @Test
    void anAccessIdIsAskedFor() throws Exception {
        ObjectNode object = object("a");
        object.withArray("access_methods").addObject().put("type", "gs").put("access_id", "gs id");
        object.withArray("access_methods")
                .addObject()
                .put("type", "s3")
                .putObject("access_url")
                .put("url", "s3://b/k");
        object.withArray("access_methods").addObject().put("type", "https").put("access_id", "web");
        serve("1", object);
        site.text(API + "1/access/web", "{\"url\": \"" + cloud.base() + "/bytes?signed=secret\"}");
        stageWith("{\"i\": \"drs://lab/1\"}");
        assertThat(input("1/a")).hasContent("hello");
        assertThat(site.paths()).containsExactly(API + "1", API + "1/access/web");

        object.withArray("access_methods").remove(2);
        serve("1", object);
        site.text(API + "1/access/gs%20id", "{\"url\": \"" + cloud.base() + "/bytes?signed=secret\"}");
        stageWith("{\"i\": \"drs://lab/1\"}");
        site.text(API + "1/access/gs%20id", "{\"url\": \"gs://b/k\"}");
        assertThat(refusal("{\"i\": \"drs://lab/1\"}")).contains("gs, s3").contains("drs://lab/1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil",
                "Content-Length: 9",
                "X: a\\r\\nY: b",
                "no colon",
                "",
                "X\\u00e4: b",
                "Connection: keep-alive"
            })
    void aHeaderThatIsNotForOthersToSetIsNotSent(String header) throws Exception {
        String line = JSON.readTree('"' + header + '"').asText();
        serve("1", withUrl(object("a"), cloud.base() + "/bytes?signed=secret", line));
        assertThat(refusal("{\"i\": \"drs://lab/1\"}")).contains("header that is not sent");
        assertThat(cloud.visits).isEmpty();
    }

    @Test
    void privateAddressesAreForTheOperatorToAllow() throws Exception {
        limits = org.westerly.server.files.fetch.Fetching.CLOSED;
        serve("1", withUrl(object("a"), cloud.base() + "/bytes?signed=secret"));
        serve("2", withUrl(object("b"), site.base() + "/own"));
        site.text("/own", "hello");
        assertThat(refusal("{\"i\": \"drs://lab/1\"}"))
                .contains("private network")
                .doesNotContain("secret");
        assertThat(cloud.visits).isEmpty();
        assertThat(stageWith("{\"i\": \"drs://lab/2\"}").params()).contains("inputs/1/b");
        repositories = Map.of();
        assertThat(refusal("{\"i\": \"drs://127.0.0.1:" + site.port() + "/2\"}"))
                .contains("https://127.0.0.1:" + site.port())
                .contains("private network");
    }

    @Test
    void sizesAndChecksumsAreChecked() throws Exception {
        serve("big", withUrl(object("a").put("size", MAX_INPUT_BYTES + 1), cloud.base() + "/bytes?signed=secret"));
        assertThat(refusal("{\"i\": \"drs://lab/big\"}")).contains("200001 bytes");
        assertThat(cloud.visits).isEmpty();

        cloud.text("/big", "x".repeat((int) MAX_INPUT_BYTES + 1));
        serve("lie", withUrl(object("a"), cloud.base() + "/big"));
        assertThat(refusal("{\"i\": \"drs://lab/lie\"}")).contains("larger than");
        serve("short", withUrl(object("a").put("size", 6), cloud.base() + "/bytes?signed=secret"));
        assertThat(refusal("{\"i\": \"drs://lab/short\"}")).contains("5 bytes, and should have 6");

        ObjectNode wrong = withUrl(object("a"), cloud.base() + "/bytes?signed=secret");
        wrong.withArray("checksums").addObject().put("type", "crc32c").put("checksum", "00");
        wrong.withArray("checksums").addObject().put("type", "sha-256").put("checksum", HELLO);
        serve("sum", wrong);
        stageWith("{\"i\": \"drs://lab/sum\"}");
        wrong.withArray("checksums").addObject().put("type", "md5").put("checksum", "00");
        serve("sum", wrong);
        assertThat(refusal("{\"i\": \"drs://lab/sum\"}")).contains("MD5");
        assertThat(run.inputs()).as("nothing half").doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "drs://dg.4503:0027-abc, compact identifier",
        "drs://ns:acc, compact identifier",
        "drs://provider/ns:acc, compact identifier",
        "drs://dg.ANV0:v2_x#f, compact identifier",
        "drs://lab, drs://host/id",
        "drs://lab/, drs://host/id",
        "drs://lab/%2E%2E, drs://host/id",
        "drs:///x, drs://host/id",
        "drs://h h/x, drs://host/id",
        "drs://me@h.example/x, drs://host/id",
        "drs://[zz/x, drs://host/id",
        "drs://[::::]/x, drs://host/id",
        "drs://h:99999999/x, drs://host/id"
    })
    void whatNamesNoServerIsRefusedClearly(String uri, String reason) {
        assertThat(refusal("{\"i\": \"" + uri + "\"}")).contains(reason).contains("drs://host/id");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html>", "[]", "{}", "{\"access_methods\": [{\"access_url\": {\"url\": \"no url\"}}]}", "{} {}"
            })
    void anAnswerThatIsNoneIsToldWithItsUrl(String json) {
        site.text(API + "1", json);
        assertThat(refusal("{\"i\": \"drs://lab/1\"}")).containsAnyOf(site.base() + API + "1", "drs://lab/1");
    }

    @Test
    void whatIsNotThereIsToldByStatusAndUrl() {
        assertThat(refusal("{\"i\": \"drs://lab/gone\"}")).contains("404").contains(site.base() + API + "gone");
        ObjectNode bundle = object("folder");
        bundle.withArray("contents").addObject().put("name", "a");
        serve("bundle", bundle);
        assertThat(refusal("{\"i\": \"drs://lab/bundle\"}")).contains("bundle");
    }

    @Test
    void aBaseMayEndWithThePathOfTheStandard() throws Exception {
        repositories = Map.of("lab", URI.create(site.base() + "/ga4gh/drs/v1/"));
        serve("1", withUrl(object("a"), cloud.base() + "/bytes?signed=secret"));
        assertThat(stageWith("{\"i\": \"drs://lab/1\"}").params()).contains("inputs/1/a");
    }

    @Test
    void namesAreMadeSafe() throws Exception {
        serve("1", withUrl(object(".."), cloud.base() + "/bytes?signed=secret"));
        serve("2", withUrl(object("-rf\n\u0000\""), cloud.base() + "/bytes?signed=secret"));
        serve("3", withUrl(JSON.createObjectNode(), cloud.base() + "/bytes?signed=secret"));
        stageWith("{\"i\": [\"drs://lab/1\", \"drs://lab/2\", \"drs://lab/3\"]}");
        assertThat(fetchedPaths()).containsExactly("inputs/1/bytes", "inputs/2/rf___", "inputs/3/bytes");
    }

    @Test
    void aWorkflowMayLieThereToo() throws Exception {
        serve("wf", withUrl(object("main.cwl"), cloud.base() + "/bytes?signed=secret"));
        assertThat(workflow("drs://lab/wf#main")).isEqualTo("main.cwl#main");
        assertThat(fetchedPaths()).containsExactly("work/main.cwl");
    }

    @Test
    void whereTheSettingsDoNotListThemTheyAreTheEnginesBusiness() throws Exception {
        schemes = Set.of("http");
        String params = "{\"i\": \"drs://lab/1\"}";
        assertThat(stageWith(params)).isEqualTo(new Staged("main.cwl", params));
        assertThat(site.visits).isEmpty();
    }

    @Test
    void aStagingThatIsRepeatedGivesTheSame() throws Exception {
        serve("1", withUrl(object("a"), cloud.base() + "/bytes?signed=secret"));
        site.status(API + "2", 500);
        String params = "{\"i\": [\"drs://lab/1\", \"drs://lab/2\"]}";
        assertThat(refusal(params)).contains("500");
        serve("2", withUrl(object("b"), cloud.base() + "/bytes?signed=secret"));
        Staged first = stageWith(params);
        Staged second = stageWith(params);
        assertThat(second).isEqualTo(first);
        assertThat(fetchedPaths()).containsExactly("inputs/1/a", "inputs/2/b");
        try (var all = Files.walk(run.inputs())) {
            assertThat(all.filter(Files::isRegularFile)).hasSize(2);
        }
    }
}
