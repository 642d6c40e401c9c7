package org.westerly.server.files.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressGuardTest {

    private static AddressGuard guard(String... addresses) {
        return new AddressGuard(
                _ -> {
                    List<InetAddress> found = new ArrayList<>();
                    for (String address : addresses) {
                        found.add(InetAddress.ofLiteral(address));
                    }
                    return found;
                },
                PublicAddress::is);
    }

    @Test
    void onlyWhatIsAllowedComesThroughInItsOrder() throws Exception {
        assertThat(guard("1.1.1.1", "10.0.0.1", "2606:4700::1111", "::1").resolve("h"))
                .containsExactly(InetAddress.ofLiteral("1.1.1.1"), InetAddress.getByName("2606:4700::1111"));
    }

    @Test
    void nothingLeftIsToldApartFromNothingFound() {
        assertThatThrownBy(() -> guard("10.0.0.1").resolve("h")).isInstanceOf(PrivateTargetException.class);
        assertThatThrownBy(() -> guard().resolve("h"))
                .isInstanceOf(UnknownHostException.class)
                .isNotInstanceOf(PrivateTargetException.class);
    }

    /** Octal for some programs, decimal for Java: either way, what is judged is what is connected to. */
    @Test
    void anOctalFormIsReadAsTheClientWillReadIt() throws Exception {
        assertThat(new AddressGuard(Lookup.system(), PublicAddress::is).resolve("0177.0.0.1"))
                .containsExactly(InetAddress.ofLiteral("177.0.0.1"));
    }

    @Test
    void whoeverGaveUpConnectsToNothing() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> guard("1.1.1.1").resolve("h")).isInstanceOf(UnknownHostException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void aHostOfManyAddressesIsNotTriedForEver() throws Exception {
        assertThat(guard("1.1.1.1", "1.1.1.2", "1.1.1.3", "1.1.1.4", "1.1.1.5").resolve("h"))
                .hasSize(4);
    }
}
