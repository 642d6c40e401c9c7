package org.westerly.server.executor.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.westerly.server.job.CommandEnd;

/** The same where hooks have cgroups. */
class RunCommandInCgroupsTest extends RunCommandTest {

    private final Cgroups cgroups = UsableCgroups.need();

    @Override
    RunCommand create() {
        return new RunCommand(UsableCgroups.need());
    }

    private List<Cgroup> left() throws Exception {
        return cgroups.find(Cgroups.name(command(LONG, "true").label(), "hook"));
    }

    @AfterEach
    void noCgroupIsLeft() throws Exception {
        assertThat(left()).isEmpty();
    }

    @Test
    void whatHasCutEveryTieIsEndedToo() throws Exception {
        CommandEnd end = run(
                LONG,
                "(env -i PATH=/usr/bin:/bin setsid sh -c 'trap \"\" TERM; echo $$ >pid; exec sleep 97' &);"
                        + " while [ ! -s pid ]; do sleep 0.01; done; echo done");
        assertThat(end).isEqualTo(new CommandEnd.Exited(0, "done\n"));
        assertThat(alive(number("pid"))).isFalse();
    }

    @Test
    void whatAKilledServerLeftThatHasCutEveryTieIsEndedFirst() throws Exception {
        Cgroup group = cgroups.make(Cgroups.name(command(LONG, "true").label(), "hook"))
                .orElseThrow();
        Process before = new ProcessBuilder("setsid", "sleep", "98").start();
        try {
            Files.writeString(group.gate(), Long.toString(before.pid()));
            assertThat(run(LONG, "exit 0")).isInstanceOf(CommandEnd.Exited.class);
            assertThat(before.waitFor()).isEqualTo(137);
        } finally {
            before.destroyForcibly();
        }
    }
}
