package org.westerly.server.service;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The media type of a file by the end of its name. The JDK's own table differs from machine to machine, and knows nothing
 * of what workflows make. What is text for a person is said to be text, so that a browser shows it.
 */
final class MediaTypes {

    private static final String UNKNOWN = "application/octet-stream";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String GZIP = "application/gzip";
    private static final Map<String, String> BY_ENDING = new TreeMap<>();

    static {
        add("text/html", "html", "htm"); // Says by itself in which letters it is written.
        add("application/xhtml+xml", "xhtml");
        add("text/css; charset=utf-8", "css");
        add("text/javascript; charset=utf-8", "js", "mjs");
        add("text/csv; charset=utf-8", "csv");
        add("text/tab-separated-values; charset=utf-8", "tsv");
        add("text/markdown; charset=utf-8", "md");
        add(TEXT, "txt", "log", "out", "err", "cwl", "wdl", "nf", "smk", "sh", "py", "r", "pl", "cfg", "ini", "toml");
        add(
                TEXT,
                "fa",
                "fasta",
                "fna",
                "faa",
                "ffn",
                "fai",
                "fq",
                "fastq",
                "sam",
                "vcf",
                "bed",
                "bedgraph",
                "gff",
                "gff3");
        add(
                TEXT,
                "gtf",
                "maf",
                "wig",
                "nwk",
                "newick",
                "dict",
                "aln",
                "phy",
                "pdb",
                "dot",
                "mmd",
                "rst",
                "conf",
                "properties");
        add("application/json", "json", "ipynb", "geojson");
        add("application/x-ndjson", "jsonl", "ndjson");
        add("application/ld+json", "jsonld");
        add("application/yaml", "yaml", "yml");
        add("application/xml", "xml");
        add("application/pdf", "pdf");
        add("image/png", "png");
        add("image/jpeg", "jpg", "jpeg");
        add("image/gif", "gif");
        add("image/webp", "webp");
        add("image/svg+xml", "svg");
        add("image/tiff", "tif", "tiff");
        add("application/zip", "zip");
        add("application/x-tar", "tar");
        add(GZIP, "gz", "tgz", "bgz", "bcf");
        add("application/x-bzip2", "bz2");
        add("application/x-xz", "xz");
        add("application/zstd", "zst");
        add("application/vnd.apache.parquet", "parquet");
        add("application/x-hdf5", "h5", "hdf5", "h5ad", "loom");
        // As htsget names them.
        add("application/vnd.ga4gh.bam", "bam");
        add("application/vnd.ga4gh.cram", "cram");
    }

    private MediaTypes() {}

    private static void add(String type, String... endings) {
        for (String ending : endings) {
            BY_ENDING.put(ending, type);
        }
    }

    static String of(String name) {
        return BY_ENDING.getOrDefault(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT), UNKNOWN);
    }
}
