package org.westerly.server.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesPageTest {

    @Test
    void the_page_says_what_the_schema_and_the_definitions_say() throws Exception {
        Path page = Path.of(System.getProperty("westerly.root"), "docs", "engines.md");
        if (Boolean.getBoolean("westerly.docs.write")) {
            Files.writeString(page, EnginesPage.write());
        }

        assertThat(page).as("rewrite it with -Dwesterly.docs.write=true").hasContent(EnginesPage.write());
        assertThat(page).content().as("a placeholder without a meaning").doesNotContain("| ? |");
    }

    @Test
    void the_sample_of_the_page_is_a_definition(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("digest.yaml"), EnginesPage.SAMPLE);

        DefinitionReader.Read read = new DefinitionReader().read(new Source.InFile(file));

        assertThat(read.engines()).extracting(EngineDefinition::folderName).containsExactly("digest-1.0");
        assertThat(read.remarks()).isEmpty();
    }
}
