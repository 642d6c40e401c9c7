package org.westerly.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same on every machine, whatever its own table says. */
class MediaTypesTest {

    @ParameterizedTest
    @CsvSource({
        "a.bam, application/vnd.ga4gh.bam",
        "a.vcf, text/plain; charset=utf-8",
        "A.VCF.GZ, application/gzip",
        "reads.fastq.gz, application/gzip",
        "a.html, text/html",
        "a.svg, image/svg+xml",
        "a.tsv, text/tab-separated-values; charset=utf-8",
        "a.json, application/json",
        "a.yaml, application/yaml",
        "a.md, text/markdown; charset=utf-8",
        "run.log, text/plain; charset=utf-8",
        "README, application/octet-stream",
        "a., application/octet-stream",
    })
    void byTheEndOfTheName(String name, String type) {
        assertThat(MediaTypes.of(name)).isEqualTo(type);
    }
}
