package org.westerly.server.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {

    @Test
    void bothFormsAreRead() {
        assertThat(PostgresUrl.of("postgres://ada:p%40s+s%2F@db:5433/runs?sslmode=verify-full", null, null))
                .isEqualTo(new PostgresUrl("db:5433", "runs", "ada", "p@s+s/", Map.of("sslmode", "verify-full")));
        assertThat(PostgresUrl.of("jdbc:postgresql://a:1,b:2/runs?user=ada&password=hush&sslmode=require", null, null))
                .isEqualTo(new PostgresUrl("a:1,b:2", "runs", "ada", "hush", Map.of("sslmode", "require")));
    }

    @Test
    void settingsOfTheirOwnCountMore() {
        PostgresUrl url = PostgresUrl.of("postgresql://ada:hush@db/runs", "bob", "other");
        assertThat(url.user()).isEqualTo("bob");
        assertThat(url.password()).isEqualTo("other");
    }

    @Test
    void itPrintsNoSecret() {
        assertThat(PostgresUrl.of("postgres://ada:hush@db/runs?password=hush&sslpassword=hush", null, null))
                .hasToString("postgresql://db/runs");
        assertThat(new StoreAddress("postgres://ada:hush@db/runs", null, "hush", StoreAddress.USUAL_PATIENCE))
                .hasToString("postgresql://db/runs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://db",
                "postgres://db/",
                "postgres://ada:hu@sh@db/runs",
                "postgres:///hush",
                "postgres://ada:hush%zz@db/runs"
            })
    void whatIsNoUrlIsRefusedWithoutBeingShown(String url) {
        assertThatThrownBy(() -> PostgresUrl.of(url, null, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("store.url")
                .hasMessageNotContaining("hush");
    }
}
