package org.westerly.server.engine.configured;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.junit.jupiter.api.Test;

/** What every engine in Python must do, by the shim that stands around it. */
abstract class ShimContract extends EngineContract {

    @Test
    void neverConnectsToAPrivateTarget() throws Exception {
        try (ServerSocketChannel door = ServerSocketChannel.open()) {
            door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            door.configureBlocking(false);
            int port = ((InetSocketAddress) door.getLocalAddress()).getPort();

            Ended ended = run(fetching("http://127.0.0.1:" + port + "/secret.txt"));

            assertThat(door.accept()).isNull();
            assertThat(ended.failed().reason()).contains("private network");
            assertThat(ended.progress().fetched()).isEmpty();
        }
    }
}
