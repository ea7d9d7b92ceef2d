package dev.bestcode.security;

import dev.bestcode.api.security.CommandGrants;
import dev.bestcode.api.security.Sandbox;
import dev.bestcode.api.security.Sandbox.Wall;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Which walls stand around programs that are started, and what that comes to, in words.
/// @param contain whether they hold a program well enough that nobody need be asked
public record StandingWalls(List<Wall> walls, boolean contain) {
    /// Where there are none, or nobody has looked.
    public static final StandingWalls NONE = new StandingWalls(List.of(), false);

    public StandingWalls {
        walls = List.copyOf(walls);
    }

    /// Of a sandbox, around what is started with such grants.
    public static StandingWalls of(Sandbox sandbox, CommandGrants grants) {
        return new StandingWalls(sandbox.walls(grants), sandbox.contains(grants));
    }

    /// Find out which this machine can have. Sets nothing up.
    public static StandingWalls here() {
        var reasons = new ArrayList<String>();
        return LinuxKernel.here(reasons::add)
                .map(
                        kernel -> {
                            var missing = Probe.missing(kernel);
                            return new StandingWalls(
                                    Layer.walls(missing), Layer.contain(missing.keySet()));
                        })
                .orElseGet(
                        () -> of(new BareSandbox(String.join("; ", reasons)), CommandGrants.NONE));
    }

    public boolean stands(String wall) {
        return walls.stream().anyMatch(each -> each.stands() && each.name().equals(wall));
    }

    /// Those that do not stand.
    public List<String> missing() {
        return walls.stream().filter(wall -> !wall.stands()).map(Wall::name).toList();
    }

    /// A sentence for a person who is about to let programs start, without what is missing.
    public String sentence() {
        var standing = walls.stream().filter(Wall::stands).map(Wall::name).toList();
        return standing.isEmpty()
                ? "no wall stands around commands: they have your rights, so each is asked for"
                : "commands run inside these walls: %s%s"
                        .formatted(
                                String.join(", ", standing),
                                contain ? "" : "; they do not hold them, so each is asked for");
    }

    /// The same, then what is missing, with the reason.
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(sentence());
        walls.stream()
                .filter(wall -> !wall.stands())
                .collect(
                        Collectors.groupingBy(
                                Wall::reason,
                                java.util.LinkedHashMap::new,
                                Collectors.mapping(Wall::name, Collectors.joining(", "))))
                .forEach((reason, names) -> lines.add("missing: %s (%s)".formatted(names, reason)));
        return lines;
    }
}
