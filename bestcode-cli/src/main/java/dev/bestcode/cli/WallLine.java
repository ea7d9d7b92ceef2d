package dev.bestcode.cli;

import dev.bestcode.security.StandingWalls;

/// What people are told of the walls whenever the first command is about to start: which there are,
/// which are missing, and who knows why.
final class WallLine {
    /// Stands for all of them where the machine may have them, and this place cannot.
    private static final String NONE_SET_UP = "sandbox";

    private WallLine() {}

    static String of(StandingWalls walls) {
        for (var wall : walls.walls()) {
            if (wall.name().equals(NONE_SET_UP)) {
                return "bestcode: no command starts: " + wall.reason();
            }
        }
        var line = new StringBuilder("bestcode: ").append(walls.sentence());
        if (!walls.missing().isEmpty()) {
            line.append("; missing: ")
                    .append(String.join(", ", walls.missing()))
                    .append(" ('bestcode doctor' says why)");
        }
        return line.toString();
    }
}
