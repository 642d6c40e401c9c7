package org.westerly.acceptance;

/** WDL, run by the real miniwdl. */
class MiniwdlTest extends WdlEngineTest {

    MiniwdlTest() {
        super("miniwdl");
    }
}
