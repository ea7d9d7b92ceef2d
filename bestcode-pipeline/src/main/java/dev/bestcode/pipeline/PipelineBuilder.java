package dev.bestcode.pipeline;

import dev.bestcode.api.control.Prices;
import dev.bestcode.api.kernel.Kernel;
import dev.bestcode.api.kernel.LoggedTransaction;
import dev.bestcode.api.kernel.RunId;
import dev.bestcode.api.message.Handler;
import dev.bestcode.api.message.PayloadCodec;
import dev.bestcode.api.message.SchemaValidator;
import dev.bestcode.api.message.Step;
import dev.bestcode.api.security.AccessPolicy;
import dev.bestcode.api.security.ApprovalAnswer;
import dev.bestcode.api.security.ApprovalMemory;
import dev.bestcode.api.security.Approver;
import dev.bestcode.api.tool.ToolPeer;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Collects the parts of a [Pipeline]. Not safe for several threads.
public final class PipelineBuilder {
    final Kernel kernel;
    final AccessPolicy policy;
    final Listeners listeners = new Listeners();
    Approver approver = _ -> ApprovalAnswer.deny("system", "no one is here to ask");
    ApprovalMemory memory = ApprovalMemory.none();
    PayloadCodec codec = new JsonCodec();
    SchemaValidator validator = new NetworkntValidator();
    PipelineOptions options = PipelineOptions.defaults();
    Prices prices = Prices.UNKNOWN;
    Budgets budgets = Budgets.NONE;
    RandomGenerator random = new SecureRandom();
    InstantSource clock = InstantSource.system();
    final List<Step> steps = new ArrayList<>();

    PipelineBuilder(Kernel kernel, AccessPolicy policy) {
        this.kernel = kernel;
        this.policy = policy;
    }

    /// @throws IllegalArgumentException when the name is taken or reserved, or when it gives a tag
    ///     another schema than one before
    public PipelineBuilder listener(String name, Handler handler) {
        listeners.add(name, handler);
        return this;
    }

    /// The same of a handler that may take longer than any other.
    /// @param deadline for one of its deliveries, in place of that of the options
    /// @throws IllegalArgumentException as [#listener]
    public PipelineBuilder listener(String name, Handler handler, Duration deadline) {
        listeners.add(name, handler, deadline);
        return this;
    }

    /// @throws IllegalArgumentException as [#listener]
    public PipelineBuilder tool(ToolPeer peer) {
        listeners.add(peer);
        return this;
    }

    /// An organism that others call as a tool. Its threads are under the rights that the policy
    /// says, and end with their caller.
    /// @param handler changes nothing by itself, and answers calls with a
    ///     [dev.bestcode.api.tool.ToolOutcome]
    /// @param depthMax calls inside one another, this one included; 0 allows none
    /// @param atOnceMax calls of one caller that are under way; 0 allows none
    /// @throws IllegalArgumentException as [#listener]
    public PipelineBuilder callable(String name, Handler handler, int depthMax, int atOnceMax) {
        listeners.add(name, handler, new Listeners.Calls(depthMax, atOnceMax));
        return this;
    }

    /// Who is asked where a permission says so; without one, the answer is no.
    public PipelineBuilder approver(Approver person) {
        this.approver = person;
        return this;
    }

    /// Add a step that every message passes, after those that were added before.
    public PipelineBuilder step(Step next) {
        steps.add(next);
        return this;
    }

    /// What the user has allowed for good; nothing unless told otherwise.
    public PipelineBuilder memory(ApprovalMemory kept) {
        this.memory = kept;
        return this;
    }

    /// How payloads are read; JSON unless told otherwise. The journal has them as JSON whatever
    /// they came as.
    public PipelineBuilder codec(PayloadCodec reader) {
        this.codec = reader;
        return this;
    }

    public PipelineBuilder validator(SchemaValidator checker) {
        this.validator = checker;
        return this;
    }

    public PipelineBuilder options(PipelineOptions limits) {
        this.options = limits;
        return this;
    }

    /// What models cost; nothing unless told otherwise.
    public PipelineBuilder prices(Prices known) {
        this.prices = known;
        return this;
    }

    /// What requests may spend; whatever they like unless told otherwise.
    public PipelineBuilder budgets(Budgets limits) {
        this.budgets = limits;
        return this;
    }

    /// What time it is: a label of open calls, and the measure of how fast refusals come.
    public PipelineBuilder clock(InstantSource source) {
        this.clock = source;
        return this;
    }

    /// What run ids are drawn from.
    public PipelineBuilder random(RandomGenerator source) {
        this.random = source;
        return this;
    }

    /// Drive a run again from its log, in place of starting. The kernel is to be an empty one; it
    /// has the run afterwards.
    /// @param playhead shows handlers where the replay stands
    /// @param log of the run, from its beginning
    /// @param derived listeners whose work is done again; what others answered is taken from the
    /// log
    public Replayed replay(
            Playhead playhead, RunId run, Iterator<LoggedTransaction> log, Set<String> derived) {
        return new Redrive(this, playhead, run, log, derived).drive();
    }

    /// Pushes the root thread when the kernel has none.
    public Pipeline start() {
        return new Pipeline(this);
    }
}
