package dev.bestcode.cli;

import dev.bestcode.acp.AcpAgent;
import dev.bestcode.acp.KnownSession;
import dev.bestcode.acp.Seat;
import dev.bestcode.acp.SessionHost;
import dev.bestcode.acp.SessionPlace;
import dev.bestcode.acp.SessionRefusedException;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.organism.Predeclared;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.security.Approver;
import dev.bestcode.runtime.BestCode;
import dev.bestcode.runtime.BestCodeBuilder;
import dev.bestcode.runtime.KernelDirectory;

import picocli.CommandLine.ParameterException;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Assembles the systems of an editor's sessions, each as a command would that is started in its
/// workspace: the same files count, and the same trust is wanted. Only this class and [AcpSeat]
/// know bestcode-acp, which an installation may leave out.
final class AcpHost implements SessionHost {
    private final List<String> words;
    private final Optional<Path> only;
    private final Map<String, String> environment;
    private final HeldSystems held = new HeldSystems();

    /// One run is reopened after the other, so that a second of the same kernel finds the first's.
    private final ReentrantLock reopening = new ReentrantLock();

    private AcpHost(List<String> words, Optional<Path> only, Map<String, String> environment) {
        this.words = words;
        this.only = only;
        this.environment = environment;
    }

    /// @param words options of every session
    /// @param only the workspace that sessions may have; empty for any
    static void serve(
            List<String> words,
            Optional<Path> only,
            Map<String, String> environment,
            InputStream in,
            OutputStream out)
            throws IOException, InterruptedException {
        var version = Launch.versionLine().replaceFirst("^bestcode ", "");
        AcpAgent.serve(new AcpHost(words, only, environment), version, in, out);
    }

    @Override
    public Seat open(SessionPlace place) throws SessionRefusedException {
        return refusing(
                () -> {
                    var options = options(place.workspace());
                    var builder = options.builder(environment, place.servers()); // asks for trust
                    var profiles = profiles(options);
                    var os = built(builder);
                    var system = held.take(os, options.state.workspace);
                    return new AcpSeat(system, os.newRunId(), profiles, options.profile);
                });
    }

    @Override
    public Seat reopen(RunId run, SessionPlace place) throws SessionRefusedException {
        return refusing(
                () -> {
                    reopening.lock();
                    try {
                        return reopened(run, place);
                    } finally {
                        reopening.unlock();
                    }
                });
    }

    private Seat reopened(RunId run, SessionPlace place) throws IOException {
        var options = options(place.workspace());
        var builder = options.builder(environment, place.servers()); // trust is asked for first
        var ours = held.with(run, options.state.workspace);
        if (ours.isPresent()) {
            return seat(ours.get(), run);
        }
        var directory = RunPlace.in(options.state.directory(environment)).of(run);
        if (directory.owner() instanceof KernelDirectory.Live(var owner)) {
            throw new IllegalArgumentException(
                    "process %d has run %s; 'bestcode tui %s' shows it there, and it can be opened here when that process has ended"
                            .formatted(owner.pid(), run, run));
        }
        var os = built(builder.stateAt(directory.path()));
        return seat(held.take(os, options.state.workspace), run);
    }

    /// A run that has begun has a profile.
    private static Seat seat(HeldSystems.Held system, RunId run) {
        var profile = system.os().state().threads().ofRun(run).orElseThrow().profile();
        return new AcpSeat(system, run, List.of(profile), profile);
    }

    @Override
    public List<KnownSession> sessions(Path workspace) throws SessionRefusedException {
        return refusing(
                () -> {
                    var state = options(workspace).state.directory(environment);
                    var runs = RunList.of(state);
                    runs.problems().forEach(AcpHost::tell);
                    return runs.newestFirst().stream()
                            .map(it -> new KnownSession(it.run(), it.task(), it.last()))
                            .toList();
                });
    }

    private BestCode built(BestCodeBuilder builder) {
        var os = builder.approver(Approver.elsewhere()).events(HeapCare.ofThisProcess()).build();
        os.controlProblem().ifPresent(AcpHost::tell);
        return os;
    }

    private static void tell(String sentence) {
        System.err.println("bestcode: " + Printable.of(sentence));
    }

    private SystemOptions options(Path named) throws IOException {
        if (!Files.isDirectory(named)) {
            throw new IllegalArgumentException(
                    "the workspace %s is no directory; open a folder that is there"
                            .formatted(named));
        }
        var workspace = named.toRealPath();
        if (only.isPresent() && !only.get().equals(workspace)) {
            throw new IllegalArgumentException(
                    "this agent was started for %s alone, by --workspace, and the session is for %s"
                            .formatted(only.get(), workspace));
        }
        return AcpCommand.of(words, workspace, environment);
    }

    /// Those that have the agent which sessions talk with.
    private static List<String> profiles(SystemOptions options) throws IOException {
        var profiles =
                ProjectOrganism.of(options.organism, options.state.workspace)
                        .organism()
                        .profiles()
                        .stream()
                        .filter(profile -> profile.listeners().contains(Predeclared.CODER))
                        .map(ProfileSpec::name)
                        .toList();
        if (!profiles.contains(options.profile)) {
            throw new IllegalArgumentException(
                    "there is no profile '%s' with a coder; there are %s"
                            .formatted(options.profile, profiles));
        }
        return profiles;
    }

    private interface Opening<T> {
        T made() throws IOException;
    }

    /// A mistake of the program goes on as one.
    private static <T> T refusing(Opening<T> opening) throws SessionRefusedException {
        try {
            return opening.made();
        } catch (ParameterException wrong) {
            throw new SessionRefusedException(String.valueOf(wrong.getMessage()));
        } catch (IOException | RuntimeException e) {
            var sentence = FailureSentence.of(e).map(FailureSentence::text);
            if (sentence.isPresent()) {
                throw new SessionRefusedException(Printable.of(sentence.get()));
            }
            throw e instanceof RuntimeException mistake
                    ? mistake
                    : new IllegalStateException("no sentence for a failure of the world", e);
        }
    }
}
