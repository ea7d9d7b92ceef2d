package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

class DoctorTest {
    @TempDir Path folder;

    @Test
    void noWallThatStandsIsCrossedAndEachWasTried() throws Exception {
        var examined = Doctor.examine(folder, System.getenv());

        assertThat(examined).extracting(Doctor.Examined::name).hasSize(Layer.values().length);
        for (var wall : examined) {
            System.out.printf("doctor: %s%n", wall);
            if (wall.stands()) {
                assertThat(wall.crossed()).as(wall.name()).isEmpty();
                assertThat(wall.held()).as(wall.name()).isNotEmpty();
            }
        }
        assertThat(folder).isEmptyDirectory();
    }
}
