package dev.bestcode.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.security.Sandbox.Wall;
import dev.bestcode.security.StandingWalls;

import org.junit.jupiter.api.Test;

import java.util.List;

class WallLineTest {
    private static final Wall LANDLOCK = new Wall("landlock", true, "reads what was granted");
    private static final Wall SECCOMP = new Wall("seccomp", true, "few system calls");
    private static final Wall NETWORK = new Wall("network", false, "it takes CAP_SYS_ADMIN");

    @Test
    void standingOnesAreNamedAlone() {
        assertThat(WallLine.of(new StandingWalls(List.of(LANDLOCK, SECCOMP), true)))
                .isEqualTo("bestcode: commands run inside these walls: landlock, seccomp");
    }

    @Test
    void missingOnesAreNamedOnTheSameLineWithTheCommandThatKnowsWhy() {
        assertThat(WallLine.of(new StandingWalls(List.of(LANDLOCK, NETWORK), false)))
                .isEqualTo(
                        "bestcode: commands run inside these walls: landlock; they do not hold them,"
                                + " so each is asked for; missing: network ('bestcode doctor' says"
                                + " why)");
        assertThat(WallLine.of(new StandingWalls(List.of(NETWORK), false)))
                .startsWith("bestcode: no wall stands around commands")
                .endsWith("; missing: network ('bestcode doctor' says why)");
        assertThat(WallLine.of(StandingWalls.NONE)).doesNotContain("missing");
    }

    @Test
    void whyNoneCouldBeSetUpHereIsSaidForTheMachineMayHaveThem() {
        var none = new Wall("sandbox", false, "the private folder must lie outside");
        assertThat(WallLine.of(new StandingWalls(List.of(none), false)))
                .isEqualTo("bestcode: no command starts: the private folder must lie outside");
    }
}
