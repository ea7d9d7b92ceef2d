package dev.bestcode.tools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.security.Sandbox.Exit;
import dev.bestcode.api.security.Sandbox.Limit;

import org.junit.jupiter.api.Test;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

class CommandResultTest {
    @Test
    void aLimitThatWasReachedIsSaidWithTheEnd() {
        var killed = new Exit.Signalled(9);

        assertThat(new CommandResult(killed, List.of(), Set.of(), true).status())
                .isEqualTo("ended by signal 9 (SIGKILL)");
        assertThat(new CommandResult(killed, List.of(), Set.of(Limit.MEMORY), true).status())
                .isEqualTo(
                        "ended by signal 9 (SIGKILL); the memory limit of 4 GiB was reached, and what"
                                + " took more was killed");
        assertThat(
                        new CommandResult(
                                        new Exit.Exited(1),
                                        List.of(),
                                        EnumSet.allOf(Limit.class),
                                        true)
                                .status())
                .startsWith("exit code 1; the memory limit of 4 GiB was reached")
                .endsWith(
                        "; the limit of 512 processes and threads was reached, and no more were"
                                + " started");
    }
}
