package org.westerly.acceptance.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClassSizeTest {

    private static final int LONG = 350;

    @Test
    void a_long_class_says_why() {
        List<Path> sources = Repository.files(".java").stream()
                .filter(source -> source.toString().contains("/src/main/"))
                .toList();

        assertThat(sources).hasSizeGreaterThan(100);
        assertThat(sources.stream()
                        .filter(source -> Repository.text(source).lines().count() > LONG)
                        .filter(source -> !Repository.text(source).contains("Long because "))
                        .map(Repository::name))
                .as("classes of more than " + LONG + " lines: split them, or say \"Long because …\" in a comment")
                .isEmpty();
    }
}
