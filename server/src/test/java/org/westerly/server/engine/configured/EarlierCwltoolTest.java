package org.westerly.server.engine.configured;

/** The release that stands side by side with the newest one. */
class EarlierCwltoolTest extends CwltoolTest {

    @Override
    String engineVersion() {
        return "3.1.20250715140722";
    }
}
