package org.westerly.server.executor.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CgroupsTest {

    private static final String USUAL =
            "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw,nsdelegate";

    @TempDir
    Path folder = Path.of("");

    private static Path own(String cgroup, String... mounts) throws IOException {
        return FindCgroup.own(List.of("1:name=systemd:/x", cgroup), List.of(mounts));
    }

    @Test
    void theServersOwnIsFoundWhereverItIsMounted() throws Exception {
        assertThat(own("0::/system.slice/westerly.service", USUAL))
                .isEqualTo(Path.of("/sys/fs/cgroup/system.slice/westerly.service"));
        assertThat(own(
                        "0::/a b",
                        "31 23 0:28 / /sys/fs/cgroup rw - tmpfs tmpfs rw",
                        "41 31 0:38 / /mnt/two\\040words rw - cgroup2 x rw"))
                .isEqualTo(Path.of("/mnt/two words/a b"));
        assertThat(own("0::/docker/abc/sub", "41 31 0:38 /docker/abc /cg rw - cgroup2 x rw"))
                .isEqualTo(Path.of("/cg/sub"));
        assertThat(own("0::/", USUAL)).isEqualTo(Path.of("/sys/fs/cgroup"));
    }

    @Test
    void orThereIsAReason() {
        assertThatThrownBy(() -> own("3:cpu:/", USUAL)).hasMessageContaining("no cgroups of version 2");
        assertThatThrownBy(() -> own("0::/")).hasMessageContaining("mounted");
        assertThatThrownBy(() -> own("0::/../other", USUAL)).hasMessageContaining("not below");
        assertThatThrownBy(() -> own("0::/a", "41 31 0:38 /docker /cg rw - cgroup2 x rw"))
                .hasMessageContaining("not below");
        assertThatThrownBy(() -> own("0::/", USUAL.replace(" rw,", " ro,"))).hasMessageContaining("read-only");
    }

    @Test
    void whatIsNoCgroupCannotBeUsed() throws Exception {
        Cgroups none = Cgroups.of(folder.toString(), _ -> {});
        assertThat(none.usable()).isFalse();
        assertThat(none.note()).contains("no cgroup");
        assertThat(none.make("a")).isEmpty();
        assertThat(none.find("a")).isEmpty();
        assertThat(Cgroups.of("off", _ -> {}).usable()).isFalse();
    }

    @Test
    void whatOnlyLooksLikeACgroupCannotBeUsed() throws Exception {
        Files.createFile(folder.resolve("cgroup.procs"));
        Cgroups none = Cgroups.of(folder.toString(), _ -> {});
        assertThat(none.usable()).isFalse();
        assertThat(none.note()).contains("no cgroup");
        assertThat(folder)
                .as("nothing is left there")
                .isDirectoryNotContaining(path -> path.toString().contains("westerly"));
    }

    @Test
    void onlyOursHaveOurNames() {
        assertThat(Cgroups.ours(Path.of("/sys/fs/cgroup/westerly-1-2/run-job-1"), "run-job-1"))
                .isTrue();
        for (String path : List.of(
                "/sys/fs/cgroup/westerly-1-2/run-job-2",
                "/sys/fs/cgroup/run-job-1",
                "/run-job-1",
                "westerly-1-2/run-job-1",
                "/sys/fs/cgroup/westerly-1-2/../westerly-1-2/run-job-1",
                "/sys/fs/cgroup/westerly-1-2/run-job-1/below",
                "/sys/fs/cgroup/westerly-x/run-job-1",
                "/")) {
            assertThat(Cgroups.ours(Path.of(path), "run-job-1")).as(path).isFalse();
        }
        assertThat(Cgroups.name("../a b", "job-1")).isEqualTo("___a_b-job-1");
    }

    @Test
    void thoseOfDeadServersGoUnlessSomethingLivesInThem() throws Exception {
        // Below one that no other test clears up.
        Path root = Files.createDirectory(UsableCgroups.own().resolve("westerly-test-" + folder.getFileName()));
        Cgroups mine = Cgroups.of(root.toString(), _ -> {});
        assertThat(mine.make("a")).isPresent();
        Process living = new ProcessBuilder("sleep", "99").start();
        // A number and a start that no process has together.
        Path dead = root.resolve(
                "westerly-1-" + (1_000_000_000_000L + ProcessHandle.current().pid()));
        try {
            Files.createDirectories(dead.resolve("empty/below"));
            Files.createDirectories(dead.resolve("running"));
            Files.writeString(dead.resolve("running/cgroup.procs"), Long.toString(living.pid()));
            Cgroups next = Cgroups.of(root.toString(), _ -> {});
            assertThat(dead.resolve("empty")).doesNotExist();
            assertThat(living.isAlive()).isTrue();
            assertThat(next.find("running")).containsExactly(new Cgroup(dead.resolve("running")));
            assertThat(mine.find("a")).as("of a server that lives").hasSize(1);
            living.destroyForcibly().waitFor();
            next.remove(new Cgroup(dead.resolve("running")));
            assertThat(dead).as("goes with its last").doesNotExist();
        } finally {
            living.destroyForcibly().waitFor();
            new Cgroup(root).remove();
        }
    }
}
