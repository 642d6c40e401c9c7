package org.westerly.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    @Test
    void the_page_says_what_the_records_say() throws IOException {
        Path page = Path.of(System.getProperty("westerly.root"), "docs", "configuration.md");
        if (Boolean.getBoolean("westerly.docs.write")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, ConfigurationPage.write());
        }

        assertThat(page).as("rewrite it with -Dwesterly.docs.write=true").hasContent(ConfigurationPage.write());
    }
}
