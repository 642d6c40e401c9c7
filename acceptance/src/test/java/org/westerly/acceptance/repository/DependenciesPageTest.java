package org.westerly.acceptance.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

class DependenciesPageTest {

    /** A row of the page: coordinates, and at least a few words of benefit. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`:]+:[^`]+)` \\| (.{20,}) \\|$");

    @Test
    void every_dependency_says_what_it_is_good_for() throws Exception {
        Set<String> used = new TreeSet<>();
        for (Path pom : Repository.files("pom.xml")) {
            if (!pom.toString().contains("/src/")) {
                used.addAll(declared(pom));
            }
        }

        assertThat(used).hasSizeGreaterThan(20);
        assertThat(listed())
                .as("docs/dependencies.md has one row for each dependency and plugin of the poms, and no other")
                .containsExactlyInAnyOrderElementsOf(used);
    }

    private static Set<String> listed() {
        return ROW.matcher(Repository.text(Repository.ROOT.resolve("docs/dependencies.md")))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> declared(Path pom) throws ParserConfigurationException, IOException, SAXException {
        Element project = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
        Set<String> declared = new TreeSet<>();
        for (String kind : Set.of("dependency", "plugin", "path")) {
            elements(project.getElementsByTagName(kind)).forEach(element -> {
                if (!isManaged(element) && !child(element, "artifactId").isEmpty()) {
                    declared.add(coordinates(element));
                }
            });
        }
        declared.removeIf(coordinates -> coordinates.startsWith("org.westerly:"));
        return declared;
    }

    /** Versions are no use of their own. */
    private static boolean isManaged(Element element) {
        for (Node at = element.getParentNode(); at != null; at = at.getParentNode()) {
            if (at.getNodeName().equals("dependencyManagement")
                    || at.getNodeName().equals("pluginManagement")) {
                return true;
            }
        }
        return false;
    }

    private static String coordinates(Element element) {
        String group = child(element, "groupId");
        return (group.isEmpty() ? "org.apache.maven.plugins" : group) + ":" + child(element, "artifactId");
    }

    private static String child(Element element, String name) {
        return elements(element.getChildNodes()).stream()
                .filter(child -> child.getTagName().equals(name))
                .map(Element::getTextContent)
                .findFirst()
                .orElse("");
    }

    private static List<Element> elements(NodeList nodes) {
        return IntStream.range(0, nodes.getLength())
                .mapToObj(nodes::item)
                .filter(Element.class::isInstance)
                .map(Element.class::cast)
                .toList();
    }
}
