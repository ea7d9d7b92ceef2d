package dev.bestcode.runtime;

import dev.bestcode.api.control.AgentTask;
import dev.bestcode.api.control.Run;
import dev.bestcode.api.control.SystemControl;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.KernelState;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.kernel.Sha256;
import dev.bestcode.api.message.MessageId;
import dev.bestcode.api.message.Progress;
import dev.bestcode.api.message.UntrustedBytes;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.tool.ToolDescriptor;
import dev.bestcode.pipeline.Pipeline;
import dev.bestcode.security.ReloadablePolicy;
import dev.bestcode.security.StandingWalls;
import dev.bestcode.tools.WorkspacePast;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// A running system: submit tasks, watch, stop. Closing it drains what is under way, forces the log
/// and releases it. Safe from any thread; nothing is static, so several live in one JVM.
public final class BestCode implements SystemControl, AutoCloseable {
    /// How long the answer of a call waits for whoever hears its progress.
    private static final Duration HEARING = Duration.ofSeconds(1);

    private final ReloadablePolicy policy;
    private final Function<Organism, AccessPolicy> compiler;
    private final TaskBudgets budgets;
    private final OptionalInt maxIterations;
    private final Kernel kernel;
    private final Pipeline pipeline;
    private final Optional<ControlServer> server;
    private final Network network;
    private final Commands commands;
    private final Rewinding rewinding;
    private final Hooks hooks;
    private final RunEnds ends;
    private final Supplier<Replay> replay;
    private final Explainer explainer;

    BestCode(
            ReloadablePolicy policy,
            Function<Organism, AccessPolicy> compiler,
            TaskBudgets budgets,
            OptionalInt maxIterations,
            Kernel kernel,
            Pipeline pipeline,
            Optional<ControlServer> server,
            Network network,
            Commands commands,
            Rewinding rewinding,
            Hooks hooks,
            RunEnds ends,
            Supplier<Replay> replay,
            Explainer explainer) {
        this.hooks = hooks;
        this.ends = ends;
        this.replay = replay;
        this.explainer = explainer;
        this.policy = policy;
        this.compiler = compiler;
        this.budgets = budgets;
        this.maxIterations = maxIterations;
        this.kernel = kernel;
        this.pipeline = pipeline;
        this.server = server;
        this.network = network;
        this.commands = commands;
        this.rewinding = rewinding;
    }

    public static BestCodeBuilder builder() {
        return new BestCodeBuilder();
    }

    /// What is wrong with a JSON Schema 2020-12 that a task's answer is to fit; none where it is
    /// usable.
    public static List<String> schemaProblems(JsonObject schema) {
        return Pipeline.schemaProblems(schema);
    }

    /// Hooks of the organism are asked first, which takes as long as they do.
    /// @throws HookRefusedException when one does not let the run begin
    @Override
    public Run submit(Task task) {
        return submit(newRunId(), task);
    }

    /// An id for a run that is to begin, for whoever has to name it before its first task is there.
    public RunId newRunId() {
        return pipeline.newRunId();
    }

    /// Begin a run under an id from [#newRunId], as [#submit(Task)] does. One at a time for an id.
    /// @throws IllegalArgumentException when there is a run of that id, too
    public Run submit(RunId run, Task task) {
        if (state().runs().get(run).isPresent()) {
            throw new IllegalArgumentException(
                    "there is a run %s already; follow it up".formatted(run));
        }
        requireProfile(task.profile());
        requireUsable(task.schema());
        var unheld = budgets.problem(task.profile(), task.listener(), task.budget());
        if (unheld.isPresent()) {
            throw new IllegalArgumentException(unheld.get());
        }
        var request =
                new AgentTask(
                        asked(task), limited(task.maxIterations()), task.budget(), task.schema());
        var ticket =
                pipeline.submit(
                        run,
                        task.profile(),
                        task.listener(),
                        AgentTask.TYPE.tag(),
                        UntrustedBytes.of(request.toJson()));
        return new PipelineRun(pipeline, ticket);
    }

    /// It is in the log with the task, so that a replay stops where the run did.
    private OptionalInt limited(OptionalInt asked) {
        if (asked.isEmpty() || maxIterations.isEmpty()) {
            return asked.isPresent() ? asked : maxIterations;
        }
        return OptionalInt.of(Math.min(asked.getAsInt(), maxIterations.getAsInt()));
    }

    private String asked(Task task) {
        try {
            return hooks.start(task.profile(), task.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HookRefusedException(
                    "the hooks were interrupted, so this run does not begin");
        }
    }

    /// Let the user call one tool by itself: through the same door, table, permissions and journal
    /// as an agent's call, in a run of its own.
    /// @throws IllegalArgumentException when there is no such profile
    /// @throws InterruptedException leaves the call as it is
    public ToolCallResult call(String profile, String tool, JsonObject arguments)
            throws InterruptedException {
        return call(newRunId(), profile, tool, arguments);
    }

    /// The same, and hear on another thread what is provisional meanwhile, in order. All of it was
    /// heard when this returns, unless its hearer is too slow for that.
    public ToolCallResult call(
            String profile, String tool, JsonObject arguments, Consumer<Progress> progress)
            throws InterruptedException {
        var run = newRunId();
        var heard = new CountDownLatch(1);
        Consumer<BestCodeEvent> hearer =
                event -> {
                    if (event instanceof BestCodeEvent.Provisional(var of, _, var said)
                            && of.equals(run)) {
                        progress.accept(said);
                    } else if (event instanceof BestCodeEvent.RunFinished end
                            && end.run().equals(run)) {
                        heard.countDown();
                    }
                };
        try (var _ = watch(hearer)) {
            var result = call(run, profile, tool, arguments);
            var _ = heard.await(HEARING.toMillis(), TimeUnit.MILLISECONDS);
            return result;
        }
    }

    private ToolCallResult call(RunId run, String profile, String tool, JsonObject arguments)
            throws InterruptedException {
        requireProfile(profile);
        var ticket =
                pipeline.submit(
                        run,
                        profile,
                        tool,
                        ToolDescriptor.payloadTag(tool),
                        UntrustedBytes.of(arguments));
        return ToolCallResult.of(run, ticket.await());
    }

    private static void requireUsable(Optional<JsonObject> schema) {
        var problems = schema.map(BestCode::schemaProblems).orElse(List.of());
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    "the schema of the answer is no usable JSON Schema 2020-12: "
                            + String.join("; ", problems));
        }
    }

    private void requireProfile(String profile) {
        if (!policy.profiles().contains(profile)) {
            throw new IllegalArgumentException(
                    "there is no profile '%s'; there are %s".formatted(profile, policy.profiles()));
        }
    }

    @Override
    public Run followUp(RunId run, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("say what run %s is to be told".formatted(run));
        }
        var request = new AgentTask(text, maxIterations);
        var ticket =
                pipeline.followUp(run, AgentTask.TYPE.tag(), UntrustedBytes.of(request.toJson()));
        if (ticket.refusal().isPresent()) {
            throw new IllegalArgumentException(
                    "run %s was not told that: %s"
                            .formatted(run, ticket.refusal().get().message()));
        }
        return new PipelineRun(pipeline, ticket);
    }

    @Override
    public Optional<Run> underWay(RunId run) {
        return pipeline.underWay(run).map(ticket -> new PipelineRun(pipeline, ticket));
    }

    @Override
    public Run resume(RunId run) {
        return new PipelineRun(pipeline, pipeline.takeUp(run));
    }

    /// Make the workspace what it was when a message came, and begin a run that has heard only what
    /// was said before it; this one stays as it is.
    /// @param to the message; empty for the run's last task, which is so undone
    /// @throws IllegalArgumentException when there is no such run or message
    /// @throws IllegalStateException when the run has a task open, or its content is gone
    /// @throws IOException when the workspace or its past cannot be read
    public Rewound rewind(RunId run, OptionalLong to) throws IOException, InterruptedException {
        return rewinding.rewind(run, to);
    }

    /// Make the workspace what it was before it was set back last in this run.
    /// @throws IllegalArgumentException as [#rewind]
    public Rewound forward(RunId run) throws IOException, InterruptedException {
        return rewinding.forward(run);
    }

    /// Begin a run with what was said in another one before a message came; the workspace stays.
    /// @param at the message; empty for all that was said
    /// @throws IllegalArgumentException as [#rewind]
    /// @throws IllegalStateException as [#rewind]
    public RunId fork(RunId run, OptionalLong at) throws IOException {
        return rewinding.fork(run, at);
    }

    /// Drive a run that has ended again, offline, as this system was assembled, and compare.
    /// @throws IllegalArgumentException when there is no such run
    public ReplayResult replay(RunId run) {
        return replay.get().of(kernel.state(), run);
    }

    /// Why a call of a run was made, or refused.
    /// @param call its number, that of its answer or of the question about it, or the model's id
    /// @throws IllegalArgumentException when there is no such run or call, or its content is gone
    public CallExplanation explain(RunId run, String call) {
        return explainer.of(kernel.state(), kernel.content()::get, run, call);
    }

    /// What a run's calls changed in the workspace, oldest first.
    /// @throws IllegalArgumentException when there is no such run
    /// @throws IOException when its past cannot be read
    public List<WorkspacePast.Entry> changes(RunId run) throws IOException {
        var past = commands.past();
        return past.isPresent() ? past.get().entries(run) : List.of();
    }

    /// The content that a file had before one of a run's calls made it what is named.
    /// @param file below the workspace
    /// @return empty when there was no such file, or it is not kept
    /// @throws IOException when its past cannot be read
    public Optional<Bytes> before(RunId run, Path file, Sha256 after) throws IOException {
        var past = commands.past();
        return past.isPresent() ? past.get().before(run, file, after) : Optional.empty();
    }

    /// Let another organism decide what may be done, from the next hop on. It adds to what new runs
    /// may do; a running thread it can only narrow, at once, and what is under way ends as it
    /// began. What runs here stays: a listener that was not there at the start has no route, and
    /// programs that were not listed at the start cannot be started.
    /// @throws WiringException when its profiles cannot be compiled; nothing has changed then
    public void reload(Organism organism) {
        policy.replace(compiler.apply(organism));
    }

    @Override
    public boolean approve(MessageId question, ApprovalAnswer answer) {
        return pipeline.approve(question, answer);
    }

    @Override
    public Subscription watch(Consumer<BestCodeEvent> watcher) {
        return pipeline.watch(watcher);
    }

    @Override
    public KernelState state() {
        return kernel.state();
    }

    /// The kernel directory that holds its state; empty when it is in no directory.
    public Optional<Path> kernelDirectory() {
        return server.map(ControlServer::directory);
    }

    /// Why other processes of this user cannot reach a system that keeps its state in a directory;
    /// empty when they can. It works all the same.
    public Optional<String> controlProblem() {
        return server.flatMap(ControlServer::problem);
    }

    /// The walls around the programs that the native tools start. Takes a while when it is the
    /// first to ask.
    public StandingWalls walls() {
        return commands.walls();
    }

    @Override
    public void close() {
        try {
            pipeline.close();
        } finally {
            closeAllButThePipeline();
        }
    }

    private void closeAllButThePipeline() {
        try {
            ends.close();
            commands.close();
        } finally {
            closeNetworkServerAndKernel();
        }
    }

    private void closeNetworkServerAndKernel() {
        try {
            network.close();
        } finally {
            closeServerAndKernel();
        }
    }

    private void closeServerAndKernel() {
        try {
            server.ifPresent(ControlServer::close);
        } finally {
            kernel.close();
        }
    }
}
