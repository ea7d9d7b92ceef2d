package dev.bestcode.security;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.security.CommandGrants;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the tools of a profile may use besides their routes. Held in order, so that equal grants
/// have one form.
/// @param commands programs that may be started
/// @param pins the only bytes of a command that may start; of one with two, none
/// @param hosts what may be connected to or from, each `listener direction protocol host port`
/// @param env variables that are handed on, each `scope name`
/// @param paths folders and files beside the workspace
/// @param user who commands run as; empty is whoever runs the system
/// @param wallsRequired whether nothing starts where a wall of the operating system is missing
record Grants(
        Set<String> commands,
        Set<Pin> pins,
        Set<String> hosts,
        Set<String> env,
        Set<PathGrant> paths,
        Optional<Users> user,
        boolean wallsRequired) {
    private static final String COMMANDS_ENV = PathGrant.COMMANDS + ": ";

    static final Grants NONE =
            new Grants(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Optional.empty(), false);

    Grants {
        commands = sorted(commands);
        pins = Collections.unmodifiableSet(new TreeSet<>(pins));
        hosts = sorted(hosts);
        env = sorted(env);
        paths = Collections.unmodifiableSet(PathGrant.withoutCovered(paths));
    }

    /// The users that commands may run as, at most one where nothing was intersected.
    record Users(Set<String> names) {
        Users {
            names = sorted(names);
        }
    }

    /// The bytes that a program must have.
    record Pin(String program, Sha256 sha256) implements Comparable<Pin> {
        @Override
        public int compareTo(Pin other) {
            return Comparator.comparing(Pin::program)
                    .thenComparing(pin -> pin.sha256().hex())
                    .compare(this, other);
        }
    }

    /// What both grant.
    Grants and(Grants other) {
        return new Grants(
                both(commands, other.commands),
                union(pins, other.pins),
                both(hosts, other.hosts),
                both(env, other.env),
                PathGrant.both(paths, other.paths),
                bothUsers(user, other.user),
                wallsRequired || other.wallsRequired);
    }

    /// The commands that can start, with their pins: none where no user may run them.
    Map<String, Optional<Sha256>> startable() {
        if (user.filter(users -> users.names().isEmpty()).isPresent()) {
            return Map.of();
        }
        var startable = new LinkedHashMap<String, Optional<Sha256>>();
        for (var command : commands) {
            var only = pins.stream().filter(pin -> pin.program().equals(command)).toList();
            if (only.size() < 2) {
                startable.put(command, only.stream().map(Pin::sha256).findFirst());
            }
        }
        return Collections.unmodifiableMap(startable);
    }

    /// What commands may use, as a sandbox is told.
    CommandGrants commandGrants() {
        return new CommandGrants(
                wallsRequired,
                commandPaths(false),
                commandPaths(true),
                env.stream()
                        .filter(name -> name.startsWith(COMMANDS_ENV))
                        .map(name -> name.substring(COMMANDS_ENV.length()))
                        .toList(),
                user.flatMap(users -> users.names().stream().findFirst()));
    }

    /// Where a listener may connect to, as URLs of scheme, host and port.
    Set<String> destinations(String listener) {
        return hosts.stream()
                .flatMap(host -> HostGrant.destinations(host, listener))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private List<String> commandPaths(boolean write) {
        return paths.stream()
                .filter(path -> path.scope().equals(PathGrant.COMMANDS) && path.write() == write)
                .map(PathGrant::path)
                .toList();
    }

    /// A named user is less than whoever runs the system; two different ones have nothing in
    /// common.
    private static Optional<Users> bothUsers(Optional<Users> one, Optional<Users> two) {
        if (one.isEmpty() || two.isEmpty()) {
            return one.or(() -> two);
        }
        return Optional.of(new Users(both(one.get().names(), two.get().names())));
    }

    private static Set<Pin> union(Set<Pin> one, Set<Pin> two) {
        var union = new TreeSet<>(one);
        union.addAll(two);
        return union;
    }

    private static Set<String> both(Set<String> one, Set<String> two) {
        var both = new TreeSet<>(one);
        both.retainAll(two);
        return both;
    }

    private static Set<String> sorted(Set<String> names) {
        return Collections.unmodifiableSet(new TreeSet<>(names));
    }

    JsonObject toJson() {
        var json =
                JsonObject.builder()
                        .put("commands", array(commands))
                        .put("pins", array(pinTexts()))
                        .put("hosts", array(hosts))
                        .put("env", array(env))
                        .put("paths", new JsonArray(List.copyOf(pathsJson())));
        user.ifPresent(users -> json.put("users", array(users.names())));
        if (wallsRequired) {
            json.put("walls_required", true);
        }
        return json.build();
    }

    private Set<String> pinTexts() {
        var texts = new TreeSet<String>();
        pins.forEach(pin -> texts.add(pin.sha256().hex() + " " + pin.program()));
        return texts;
    }

    private static Set<Pin> pins(Set<String> texts) {
        var pins = new TreeSet<Pin>();
        for (var text : texts) {
            int space = text.indexOf(' ');
            if (space < 0) {
                throw new IllegalArgumentException("a pin must be a digest and a program");
            }
            pins.add(new Pin(text.substring(space + 1), new Sha256(text.substring(0, space))));
        }
        return pins;
    }

    private List<JsonObject> pathsJson() {
        return paths.stream().map(PathGrant::toJson).toList();
    }

    /// @throws IllegalArgumentException when it is not the JSON of grants
    static Grants from(JsonObject json) {
        var paths = new TreeSet<PathGrant>();
        json.requireArray("paths").values().forEach(value -> paths.add(PathGrant.from(value)));
        return new Grants(
                strings(json, "commands"),
                pins(strings(json, "pins")),
                strings(json, "hosts"),
                strings(json, "env"),
                paths,
                json.get("users").map(_ -> new Users(strings(json, "users"))),
                json.bool("walls_required").orElse(false));
    }

    private static JsonArray array(Set<String> names) {
        return JsonArray.ofStrings(List.copyOf(names));
    }

    static Set<String> strings(JsonObject json, String member) {
        var names = new TreeSet<String>();
        for (var value : json.requireArray(member).values()) {
            if (!(value instanceof JsonString(var text))) {
                throw new IllegalArgumentException("'%s' must hold texts".formatted(member));
            }
            names.add(text);
        }
        return names;
    }
}
