package org.westerly.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.westerly.server.error.ErrorCode;
import org.westerly.server.error.WesException;
import org.westerly.server.service.PageTokens.Place;

class PageTokensTest {

    private static final List<String> LIST = List.of("runs", "alice", "state=RUNNING");
    private static final Place PLACE = new Place(1_000, 901);

    private final PageTokens tokens = new PageTokens(new byte[32]);
    private final String token = tokens.write(PLACE, LIST);

    private void refused(PageTokens reader, String sent, List<String> list) {
        assertThatExceptionOfType(WesException.class)
                .isThrownBy(() -> reader.read(sent, list))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INVALID_PAGE))
                .withMessageContaining("page_token");
    }

    @Test
    void holdsItsPlace() {
        assertThat(tokens.read(token, LIST)).isEqualTo(PLACE);
        assertThat(token).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void isOfOneListOnly() {
        refused(tokens, token, List.of("runs", "bob", "state=RUNNING"));
        refused(tokens, token, List.of("runs", "alice"));
        refused(tokens, token, List.of("runs", "alicestate", "=RUNNING"));
        refused(new PageTokens(new byte[] {1}), token, LIST);
    }

    @Test
    void noBitOfItCanBeChanged() {
        byte[] bytes = Base64.getUrlDecoder().decode(token);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] forged = bytes.clone();
            forged[bit / 8] ^= (byte) (1 << bit % 8);
            refused(tokens, Base64.getUrlEncoder().withoutPadding().encodeToString(forged), LIST);
        }
        refused(tokens, token.substring(1), LIST);
        refused(tokens, token + "AAAA", LIST);
        refused(tokens, "%%%", LIST);
        refused(tokens, "", LIST);
    }
}
