package org.westerly.acceptance.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocLinksTest {

    private static final Pattern FENCE = Pattern.compile("(?ms)^\\s*(```|~~~).*?^\\s*\\1\\s*$");
    private static final Pattern CODE = Pattern.compile("`[^`\n]*`");
    private static final Pattern LINK = Pattern.compile("\\]\\(<?([^)\\s>]+)>?(?:\\s+\"[^\"]*\")?\\)");
    private static final Pattern REFERENCE = Pattern.compile("(?m)^\\[[^\\]]+\\]:\\s+(\\S+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6}\\s+(.+?)\\s*#*$");
    private static final Pattern ANCHOR = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)[a-z][a-z0-9+.-]*:.*");

    @Test
    void every_link_of_every_page_leads_somewhere() {
        List<Path> pages = Repository.files(".md");

        assertThat(pages).hasSizeGreaterThan(5);
        assertThat(pages.stream().flatMap(DocLinksTest::broken)).isEmpty();
    }

    @Test
    void headings_are_named_as_the_forges_name_them() {
        assertThat(anchors("# `a.b` and C's\n## Twice\n## Twice\n```\n# no heading\n```\n<a id=\"own\"></a>"))
                .containsExactlyInAnyOrder("ab-and-cs", "twice", "twice-1", "own");
    }

    @Test
    void a_link_that_leads_nowhere_is_found() {
        Path page = Repository.ROOT.resolve("README.md");

        assertThat(broken(page, "[a](no/such.md) [b](#no-such) [c](README.md) `[d](no.md)` [e](https://example.org)"))
                .containsExactly("README.md: no/such.md", "README.md: #no-such");
    }

    private static Stream<String> broken(Path page) {
        return broken(page, Repository.text(page));
    }

    private static Stream<String> broken(Path page, String text) {
        String prose = CODE.matcher(FENCE.matcher(text).replaceAll("")).replaceAll("");
        return Stream.of(LINK, REFERENCE)
                .flatMap(pattern -> pattern.matcher(prose).results())
                .map(link -> link.group(1))
                .filter(target -> !ELSEWHERE.matcher(target).matches())
                .filter(target -> !leadsSomewhere(page, text, target))
                .map(target -> Repository.name(page) + ": " + target);
    }

    private static boolean leadsSomewhere(Path page, String text, String target) {
        int hash = target.indexOf('#');
        String file = URLDecoder.decode(hash < 0 ? target : target.substring(0, hash), StandardCharsets.UTF_8);
        Path found = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        if (!found.startsWith(Repository.ROOT) || !Files.exists(found)) {
            return false;
        }
        return hash < 0
                || anchors(found.equals(page) ? text : Repository.text(found)).contains(target.substring(hash + 1));
    }

    private static Set<String> anchors(String text) {
        String prose = FENCE.matcher(text).replaceAll("");
        Set<String> anchors = new HashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        List<String> headings = HEADING.matcher(prose)
                .results()
                .map(heading -> slug(heading.group(1)))
                .toList();
        for (String slug : headings) {
            int before = seen.merge(slug, 1, Integer::sum) - 1;
            anchors.add(before == 0 ? slug : slug + "-" + before);
        }
        ANCHOR.matcher(prose).results().forEach(anchor -> anchors.add(anchor.group(1)));
        return anchors;
    }

    private static String slug(String heading) {
        return heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .replace(' ', '-');
    }
}
