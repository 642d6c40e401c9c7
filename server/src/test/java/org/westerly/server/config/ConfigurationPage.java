package org.westerly.server.config;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code docs/configuration.md}, made from the records. */
final class ConfigurationPage {

    private static final String HEAD = """
            <!-- Made from the records in server/…/config by ConfigurationPageTest; rewrite it with
                 mvn -pl server -am test -Dtest=ConfigurationPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dwesterly.docs.write=true -->

            # Configuration

            Westerly runs without any. What you want otherwise goes into one YAML file (`./westerly serve --config FILE`),
            into environment variables, or into `--set key=value` options. The first of these that has a key counts:
            `--set`, then the variable, then the file, then the default.

            ```yaml
            server:
              port: 9090
              allowed-hosts: [wes.example.org]
            runs:
              max-concurrent: 8
            ```

            The same as variables: `WESTERLY_SERVER_PORT=9090`, `WESTERLY_SERVER_ALLOWED_HOSTS=wes.example.org`,
            `WESTERLY_RUNS_MAX_CONCURRENT=8`. An empty variable counts as not set. Whoever packs Westerly can set
            `WESTERLY_DEFAULT_…` instead, which the file overrides; `./westerly` does so for `engines.home`.

            - A key that nobody knows, a key given twice, or a value of the wrong type refuses the start. All problems are
              told at once, each with the key, the value, what is allowed and where it was written.
            - Times are written `500ms`, `2s`, `1m`, `12h`, `7d`; sizes `512B`, `64KB` (thousands), `64KiB` (1024s).
            - Outside YAML, lists are separated by commas (`a, b`) and maps are pairs (`a=1, b=2`); where a value holds a comma,
              YAML's one-line form works too (`["a,b", "c"]`).
            - Relative paths start at the folder the server is started in.
            - Values that may hold a password are never printed.
            """;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]+)}");

    private ConfigurationPage() {}

    static String write() {
        StringBuilder page = new StringBuilder(HEAD);
        Collection<Knob> knobs = new Catalog(Settings.class).all();
        for (RecordComponent group : Settings.class.getRecordComponents()) {
            String prefix = Knob.name(group);
            page.append("\n## ").append(prefix).append("\n\n");
            page.append(group.getType().getAnnotation(Section.class).value()).append("\n\n");
            page.append("| key | meaning | default | allowed |\n| --- | --- | --- | --- |\n");
            List<Knob> own = knobs.stream()
                    .filter(knob -> knob.key().startsWith(prefix + "."))
                    .toList();
            own.forEach(knob -> page.append(row(knob)));
            own.forEach(knob -> knob.blocks().ifPresent(block -> {
                page.append("\nThe words of each of `")
                        .append(knob.key())
                        .append("`:\n\n| word | meaning | default | allowed |\n| --- | --- | --- | --- |\n");
                new ReadBlocks(knob, block)
                        .words()
                        .forEach(word -> page.append(
                                row(word).replace("| none |", mayBeLeftOut(word) ? "| none |" : "| must be given |")));
            }));
        }
        return page.append(launcher()).toString();
    }

    private static boolean mayBeLeftOut(Knob word) {
        return new ReadValue(word).read(new RawValue.Text("")).isPresent();
    }

    private static String row(Knob knob) {
        String fallback = PLACEHOLDER.matcher(knob.setting().fallback()).replaceAll("<$1>");
        return Stream.of(
                        "`" + knob.key() + "`",
                        knob.setting().doc(),
                        fallback.isEmpty() ? "none" : "`" + fallback + "`",
                        new ReadValue(knob).allowed())
                .map(cell -> cell.replace("|", "\\|"))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static String launcher() {
        return """

                ## The launcher's own variables

                | variable | meaning |
                | --- | --- |
                | `WESTERLY_JAVA_OPTS` | Options for the server's Java, such as `-Xmx2g`; separated by spaces, they stand after the launcher's own. |
                | `WESTERLY_NO_INSTALL` | `1`: `serve` does not install engines when there is none. |
                """;
    }
}
