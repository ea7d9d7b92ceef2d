package dev.bestcode.runtime;

import dev.bestcode.api.control.Prices;
import dev.bestcode.api.embedding.EmbeddingProvider;
import dev.bestcode.api.event.BestCodeEvent;
import dev.bestcode.api.kernel.KernelStorage;
import dev.bestcode.api.llm.Effort;
import dev.bestcode.api.llm.LlmClient;
import dev.bestcode.api.llm.ModelPricing;
import dev.bestcode.api.message.Step;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.security.ApprovalMemory;
import dev.bestcode.api.security.Approver;
import dev.bestcode.api.security.CommandPolicy;
import dev.bestcode.api.tool.ToolPeer;
import dev.bestcode.api.tool.ToolServers;
import dev.bestcode.api.tool.ToolSource;
import dev.bestcode.librarian.LibrarianOptions;
import dev.bestcode.llm.LlmTimeouts;
import dev.bestcode.llm.RetryPolicy;
import dev.bestcode.organism.OrganismFile;
import dev.bestcode.organism.OrganismYaml;
import dev.bestcode.ports.EgressListener;
import dev.bestcode.security.StandingWalls;
import dev.bestcode.tools.NativeTools;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/// Collects the parts. Not safe for several threads.
public final class BestCodeBuilder {
    final List<ToolPeer> tools = new ArrayList<>();
    final List<Consumer<BestCodeEvent>> watchers = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    Organism organism = OrganismYaml.builtIn();
    Function<String, Optional<String>> places = _ -> Optional.empty();
    Optional<Supplier<OwnedKernel>> kernel = Optional.empty();
    Optional<LlmClient> llm = Optional.empty();
    LlmTimeouts modelTimeouts = LlmTimeouts.DEFAULT;
    RetryPolicy modelRetries = RetryPolicy.DEFAULT;
    Optional<EmbeddingProvider> embedding = Optional.empty();
    Optional<NativeTools> nativeTools = Optional.empty();
    Optional<ToolSource> components = Optional.empty();
    Optional<ToolServers> servers = Optional.empty();
    Optional<CommandPolicy> commands = Optional.empty();
    Optional<Approver> approver = Optional.empty();
    Optional<ApprovalMemory> approvals = Optional.empty();
    Optional<String> model = Optional.empty();
    Optional<Effort> effort = Optional.empty();
    Optional<String> smallModel = Optional.empty();
    Map<String, String> environment = System.getenv();
    EgressListener egress = EgressListener.NONE;
    Optional<Path> state = Optional.empty();
    Consumer<StandingWalls> walls = _ -> {};
    Consumer<String> hookWords = _ -> {};
    Prices prices = Prices.UNKNOWN;
    int contextWindow = LibrarianOptions.WINDOW;
    OptionalInt maxIterations = OptionalInt.empty();
    boolean approveAll;

    BestCodeBuilder() {}

    /// Default: the built-in organism, with the profiles `coding` and `researcher`.
    public BestCodeBuilder organism(Organism value) {
        organism = value;
        places = _ -> Optional.empty();
        return this;
    }

    /// An organism with its places, which wiring problems then name.
    public BestCodeBuilder organism(OrganismFile value) {
        organism = value.organism();
        places = value::place;
        return this;
    }

    /// Keep state in this storage. It, or another way to a kernel, is required.
    public BestCodeBuilder storage(KernelStorage value) {
        kernel = Optional.of(() -> OwnedKernel.in(value));
        state = Optional.empty();
        return this;
    }

    /// Keep state below this directory, in the first of `k0`, `k1`, … that no other process
    /// holds, so that two systems side by side never wait for each other. Other processes of
    /// this user reach the system there, through [ControlClient]. Building fails when it lies in
    /// the workspace of the tools.
    public BestCodeBuilder stateIn(Path directory) {
        kernel = Optional.of(() -> KernelDirectories.openFirstFree(directory));
        state = Optional.of(directory);
        return this;
    }

    /// Keep state in this very kernel directory, such as the one of a run that is to be resumed.
    /// Building fails when another process holds it.
    public BestCodeBuilder stateAt(Path kernelDirectory) {
        kernel = Optional.of(() -> OwnedKernel.at(kernelDirectory));
        state = Optional.ofNullable(kernelDirectory.toAbsolutePath().getParent());
        return this;
    }

    /// The way to a model. Required. One that uses HTTP gets a client that reaches its provider
    /// alone.
    public BestCodeBuilder llm(LlmClient value) {
        llm = Optional.of(value);
        return this;
    }

    /// How long a request to a model may take, where its client was made without limits of its own.
    /// A model on a slow machine may need more than the default before its first byte, and between
    /// two.
    public BestCodeBuilder modelTimeouts(LlmTimeouts value) {
        modelTimeouts = value;
        return this;
    }

    /// When a model is asked again after a failure that may pass.
    public BestCodeBuilder modelRetries(RetryPolicy value) {
        modelRetries = value;
        return this;
    }

    /// Find tools by meaning too, with these vectors in place of those of the organism's
    /// `embedding:`. When they cannot be had, words alone decide. Default: what the organism
    /// says.
    public BestCodeBuilder embedding(EmbeddingProvider value) {
        embedding = Optional.of(value);
        return this;
    }

    /// The native tools of a workspace. They are closed with the system. Where they were given no
    /// sandbox of their own, the programs that they start get the walls that this machine can have,
    /// with a folder `sandbox` beside the state.
    public BestCodeBuilder tools(NativeTools value) {
        nativeTools = Optional.of(value);
        return this;
    }

    /// Add a tool. That grants it to nobody; a profile does.
    public BestCodeBuilder tool(ToolPeer value) {
        tools.add(value);
        return this;
    }

    /// Who makes the tools of listeners with `handler: wasm`, such as `WasmTools` of
    /// `bestcode-wasm`. Those that a profile lists are loaded when the system is built.
    public BestCodeBuilder components(ToolSource value) {
        components = Optional.of(value);
        return this;
    }

    /// Who connects to listeners with `handler: mcp`, such as `McpServers` of `bestcode-mcp`. Those
    /// that a profile lists are asked for their tools when the system is built, unless that is
    /// known of them. Closed with the system.
    public BestCodeBuilder servers(ToolServers value) {
        servers = Optional.of(value);
        return this;
    }

    /// Which programs may start. Default: each profile's own `commands`.
    public BestCodeBuilder commands(CommandPolicy value) {
        commands = Optional.of(value);
        return this;
    }

    /// Watch from the first event on.
    public BestCodeBuilder events(Consumer<BestCodeEvent> watcher) {
        watchers.add(watcher);
        return this;
    }

    /// Who is asked where a permission says `prompt`. Default: nobody, so such a call is
    /// denied.
    public BestCodeBuilder approver(Approver value) {
        approver = Optional.of(value);
        return this;
    }

    /// Add a check that every hop passes, after those added before; it can refuse and nothing
    /// else.
    public BestCodeBuilder step(Step next) {
        steps.add(next);
        return this;
    }

    /// Where answers for good are kept. Default: nowhere, so they hold for their run alone.
    public BestCodeBuilder approvals(ApprovalMemory value) {
        approvals = Optional.of(value);
        return this;
    }

    /// Treat every `prompt` as `auto`; `deny` stays.
    public BestCodeBuilder approveAll(boolean value) {
        approveAll = value;
        return this;
    }

    /// Where `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY` and `SSL_CERT_FILE` are looked
    /// for. Default: the environment of this process.
    public BestCodeBuilder environment(Map<String, String> value) {
        environment = Map.copyOf(value);
        return this;
    }

    /// Tell of the walls around programs, once: before the first is started or asked about.
    public BestCodeBuilder walls(Consumer<StandingWalls> value) {
        walls = value;
        return this;
    }

    /// Tell what hooks at the end of runs say, and how they fail: no model reads it.
    public BestCodeBuilder hookWords(Consumer<String> value) {
        hookWords = value;
        return this;
    }

    /// Tell this listener of each connection that the system's own users of HTTP open, or may
    /// not.
    public BestCodeBuilder egress(EgressListener value) {
        egress = value;
        return this;
    }

    /// What models cost. Default: nothing is known, so budgets of money are refused and tokens
    /// are limited instead.
    public BestCodeBuilder pricedBy(ModelPricing table) {
        return prices(new TablePrices(table));
    }

    /// The same, of another origin than a table.
    public BestCodeBuilder prices(Prices value) {
        prices = value;
        return this;
    }

    /// The tokens of the models' window, which curated contexts are kept under. Default: 200,000,
    /// which every current model has.
    public BestCodeBuilder contextWindow(int tokens) {
        contextWindow = tokens;
        return this;
    }

    /// Model calls allowed for each task that is given to the system, a follow-up's too. Default:
    /// what the task says. The agent's own limit stays.
    public BestCodeBuilder maxIterations(int value) {
        maxIterations = OptionalInt.of(value);
        return this;
    }

    /// Use this model in place of each agent's own.
    public BestCodeBuilder model(String value) {
        model = Optional.of(value);
        return this;
    }

    /// Let every agent's model think this hard, in place of each agent's own effort. Default: that
    /// of the agent, else nothing is sent and the model's own default holds.
    public BestCodeBuilder effort(Effort value) {
        effort = Optional.of(value);
        return this;
    }

    /// Let a small model, asked at the same providers, add a sentence to what is folded of a
    /// conversation and fill forms of found tools. Its answers are checked, and nothing waits for
    /// the first or needs either. Default: no model is asked for these.
    public BestCodeBuilder smallModel(String value) {
        smallModel = Optional.of(value);
        return this;
    }

    /// What drives runs again that such a system had: no model, no storage is needed, nothing is
    /// opened, asked or started.
    /// @throws WiringException naming everything that is wrong
    public Replay replay() {
        organism = organism.withCalled();
        return new Assembly(this).replay();
    }

    /// What tells from the log of a run that such a system had why its calls were made: no
    /// model, no storage is needed, nothing is opened, asked or started.
    /// @throws WiringException naming everything that is wrong
    public Explainer explainer() {
        organism = organism.withCalled();
        return new Assembly(this).explainer();
    }

    /// Assemble and start. Where that fails, nothing stays open: the tools and servers that were
    /// given are closed.
    /// @throws WiringException naming everything that is wrong
    /// @throws dev.bestcode.api.kernel.KernelException when the state cannot be opened
    public BestCode build() {
        organism = organism.withCalled();
        return new Assembly(this).assemble();
    }
}
