package dev.bestcode.cli;

import dev.bestcode.security.StandingWalls;

/// What people are told of the walls whenever the first command is about to start: which there are,
/// which are missing, and who knows why.
final class WallLine {
    private WallLine() {}

    static String of(StandingWalls walls) {
        var line = new StringBuilder("bestcode: ").append(walls.sentence());
        if (!walls.missing().isEmpty()) {
            line.append("; missing: ")
                    .append(String.join(", ", walls.missing()))
                    .append(" ('bestcode doctor' says why)");
        }
        return line.toString();
    }
}
