package org.westerly.server.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every file of an archive has a name of its own that can be unpacked anywhere. */
class EntryNamesTest {

    @ParameterizedTest
    @CsvSource({
        "a/b%20c.txt, a/b c.txt",
        "%C3%BC, ü",
        "a%5Cb, a%5Cb",
        "a%0Ab, a%0Ab",
        "C%3A, C%3A",
        "50%25, 50%",
        "%FF%20x, %FF%20x",
    })
    void whatOtherSystemsCannotUnpackIsEncoded(String place, String name) {
        assertThat(new EntryNames().of("f/", place)).isEqualTo("f/" + name);
    }

    @Test
    void noTwoAreTheSame() {
        EntryNames names = new EntryNames();
        assertThat(names.of("", "a%5Cb")).isEqualTo("a%5Cb");
        assertThat(names.of("", "a%255Cb")).isEqualTo("a%5Cb (2)");
        assertThat(names.of("", "a%255Cb")).isEqualTo("a%5Cb (3)");
    }
}
