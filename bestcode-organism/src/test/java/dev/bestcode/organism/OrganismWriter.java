package dev.bestcode.organism;

import dev.bestcode.api.json.JsonArray;
import dev.bestcode.api.json.JsonNumber;
import dev.bestcode.api.json.JsonObject;
import dev.bestcode.api.json.JsonString;
import dev.bestcode.api.json.JsonValue;
import dev.bestcode.api.kernel.Retention;
import dev.bestcode.api.organism.AgentSpec;
import dev.bestcode.api.organism.BudgetSpec;
import dev.bestcode.api.organism.CallableSpec;
import dev.bestcode.api.organism.EmbeddingSpec;
import dev.bestcode.api.organism.HookSpec;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.McpSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.api.organism.SandboxSpec;
import dev.bestcode.api.organism.WasmSpec;
import dev.bestcode.api.security.Permission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Writes an organism as a file, every key said.
final class OrganismWriter {
    private final Path directory;
    private final Random random;
    private int files;

    /// @param directory of the file, where those go that it names
    OrganismWriter(Path directory, Random random) {
        this.directory = directory;
        this.random = random;
    }

    String yaml(Organism organism) {
        return new YamlPrinter(random).print(file(organism));
    }

    private JsonObject file(Organism organism) {
        var prompts = JsonObject.builder();
        organism.prompts().forEach((name, text) -> prompts.put(name, prompt(text)));
        var profiles = JsonObject.builder();
        organism.profiles().forEach(profile -> profiles.put(profile.name(), profile(profile)));
        var json = JsonObject.builder();
        organism.embedding().ifPresent(it -> json.put("embedding", embedding(it)));
        json.put("hooks", array(organism.hooks().stream().map(OrganismWriter::hook).toList()));
        return json.put("version", 1)
                .put("organism", JsonObject.builder().put("name", organism.name()).build())
                .put("prompts", prompts.build())
                .put("listeners", array(organism.listeners().stream().map(this::listener).toList()))
                .put("profiles", profiles.build())
                .build();
    }

    private static JsonObject hook(HookSpec hook) {
        var json =
                JsonObject.builder()
                        .put("at", Words.word(hook.moment()))
                        .put("command", texts(hook.command()))
                        .put("seconds", hook.seconds());
        if (hook.moment().ofTool) {
            json.put("tools", texts(hook.tools()));
        }
        return json.build();
    }

    private static JsonObject embedding(EmbeddingSpec spec) {
        return JsonObject.builder()
                .put("url", spec.url().toString())
                .put("model", spec.model())
                .put("dimensions", spec.dimensions())
                .put("fit", new JsonNumber(spec.fit().toPlainString()))
                .build();
    }

    private String prompt(String text) {
        return random.nextInt(4) == 0 ? "file:" + saved("prompt.md", text) : text;
    }

    private String saved(String ending, String text) {
        try {
            var name = "f%d-%s".formatted(files++, ending);
            Files.writeString(directory.resolve(name), text);
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonObject listener(ListenerSpec listener) {
        var json =
                JsonObject.builder()
                        .put("name", listener.name())
                        .put("payload_class", listener.payloadClass())
                        .put("handler", listener.handler())
                        .put("description", listener.description())
                        .put(
                                "ports",
                                array(
                                        listener.ports().stream()
                                                .map(OrganismWriter::port)
                                                .toList()));
        listener.agent()
                .ifPresent(
                        agent ->
                                json.put("agent", agent(agent))
                                        .put("peers", texts(listener.peers()))
                                        .put("librarian", listener.librarian()));
        listener.semanticDescription().ifPresent(text -> json.put("semantic_description", text));
        listener.wasm().ifPresent(wasm -> json.put("wasm", wasm(wasm)));
        listener.mcp().ifPresent(mcp -> json.put("mcp", mcp(mcp)));
        listener.callable().ifPresent(callable -> json.put("callable", callable(callable)));
        return json.build();
    }

    private static JsonObject port(PortSpec port) {
        return JsonObject.builder()
                .put("port", port.port())
                .put("direction", port.direction().word())
                .put("protocol", port.protocol().word())
                .put("hosts", texts(port.hosts()))
                .build();
    }

    private static JsonObject agent(AgentSpec agent) {
        var json = JsonObject.builder().put("prompt", agent.prompt()).put("model", agent.model());
        agent.effort().ifPresent(effort -> json.put("effort", effort.word()));
        return json.put("max_tokens", agent.maxTokens())
                .put("max_iterations", agent.maxIterations())
                .put("permissions", permissions(agent.permissions()))
                .put("budget", budget(agent.budget()))
                .build();
    }

    private static JsonObject permissions(Map<String, Permission> permissions) {
        var json = JsonObject.builder();
        permissions.forEach((name, tier) -> json.put(name, Words.word(tier)));
        return json.build();
    }

    private static JsonObject budget(BudgetSpec budget) {
        var json = JsonObject.builder();
        budget.usd().ifPresent(usd -> json.put("usd", new JsonNumber(usd.toPlainString())));
        budget.minutes().ifPresent(minutes -> json.put("minutes", minutes));
        budget.tokens().ifPresent(tokens -> json.put("tokens", tokens));
        return json.build();
    }

    private JsonObject wasm(WasmSpec wasm) {
        var granted = wasm.capabilities();
        var folders =
                granted.filesystem().stream()
                        .map(
                                folder ->
                                        JsonObject.builder()
                                                .put("host_path", relative(folder.host()))
                                                .put("guest_path", folder.guest())
                                                .put("read_only", folder.readOnly())
                                                .build())
                        .toList();
        var env =
                granted.env().entrySet().stream()
                        .map(entry -> variable(entry.getKey(), entry.getValue()))
                        .toList();
        var json =
                JsonObject.builder()
                        .put("path", relative(wasm.path()))
                        .put(
                                "capabilities",
                                JsonObject.builder()
                                        .put("filesystem", array(folders))
                                        .put("env", array(env))
                                        .put("stdio", Words.word(granted.stdio()))
                                        .put("clocks", Words.word(granted.clocks()))
                                        .put("random", Words.word(granted.random()))
                                        .build())
                        .put(
                                "limits",
                                JsonObject.builder()
                                        .put("seconds", wasm.limits().seconds())
                                        .put("memory_mib", wasm.limits().memoryMib())
                                        .build());
        wasm.sha256().ifPresent(hash -> json.put("sha256", hash.hex()));
        wasm.function().ifPresent(function -> json.put("function", function));
        json.put("deny_stubs", texts(wasm.denyStubs()));
        return json.build();
    }

    private static JsonObject mcp(McpSpec mcp) {
        var json = JsonObject.builder();
        switch (mcp.transport()) {
            case McpSpec.Command(var words, var env) ->
                    json.put("command", texts(words)).put("env", variables(env));
            case McpSpec.Http(var url, var headers) ->
                    json.put("url", url.toString()).put("headers", variables(headers));
        }
        mcp.tools().ifPresent(tools -> json.put("tools", texts(tools)));
        return json.put("pure", texts(mcp.pure()))
                .put(
                        "limits",
                        JsonObject.builder()
                                .put("start_seconds", mcp.limits().startSeconds())
                                .put("call_seconds", mcp.limits().callSeconds())
                                .put("result_kib", mcp.limits().resultKib())
                                .put("tools", mcp.limits().tools())
                                .build())
                .build();
    }

    private static JsonArray variables(Map<String, WasmSpec.Variable> variables) {
        return array(
                variables.entrySet().stream()
                        .map(entry -> variable(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private static JsonObject variable(String name, WasmSpec.Variable variable) {
        var json = JsonObject.builder().put("key", name);
        return switch (variable) {
            case WasmSpec.Variable.Literal(var value) -> json.put("value", value).build();
            case WasmSpec.Variable.FromEnvironment(var from) -> json.put("from", from).build();
        };
    }

    private String relative(Path path) {
        return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
    }

    private JsonObject callable(CallableSpec callable) {
        var parameters = JsonObject.builder();
        callable.parameters()
                .forEach(
                        (name, parameter) ->
                                parameters.put(
                                        name,
                                        JsonObject.builder()
                                                .put("type", Words.word(parameter.type()))
                                                .put("description", parameter.description())
                                                .put("enum", texts(parameter.values()))
                                                .build()));
        var json =
                JsonObject.builder()
                        .put("parameters", parameters.build())
                        .put("required", texts(callable.required()))
                        .put("requires", texts(callable.requires()))
                        .put("profile", callable.profile())
                        .put("agent", callable.agent())
                        .put("depth", callable.depth())
                        .put("concurrency", callable.concurrency())
                        .put("budget", budget(callable.budget()));
        callable.check().ifPresent(name -> json.put("check", name));
        callable.organism()
                .ifPresent(child -> json.put("organism", saved("child.yaml", yaml(child))));
        return json.build();
    }

    private static JsonObject profile(ProfileSpec profile) {
        var json =
                JsonObject.builder()
                        .put("listeners", texts(profile.listeners()))
                        .put("permissions", permissions(profile.permissions()))
                        .put("commands", commands(profile))
                        .put("network", texts(profile.network()))
                        .put("sandbox", sandbox(profile.sandbox()))
                        .put("budget", budget(profile.budget()))
                        .put("journal", journal(profile.retention()));
        profile.linuxUser().ifPresent(user -> json.put("linux_user", user));
        return json.build();
    }

    private static JsonArray commands(ProfileSpec profile) {
        return array(
                profile.commands().stream()
                        .map(
                                program ->
                                        profile.pins().containsKey(program)
                                                ? JsonObject.builder()
                                                        .put("program", program)
                                                        .put(
                                                                "sha256",
                                                                profile.pins().get(program).hex())
                                                        .build()
                                                : new JsonString(program))
                        .toList());
    }

    private static JsonValue sandbox(SandboxSpec sandbox) {
        if (sandbox.equals(SandboxSpec.REQUIRED)) {
            return new JsonString("required");
        }
        return JsonObject.builder()
                .put("walls", Words.word(sandbox.walls()))
                .put("read", texts(sandbox.read()))
                .put("write", texts(sandbox.write()))
                .put("env", texts(sandbox.env()))
                .build();
    }

    private static JsonValue journal(Retention retention) {
        return switch (retention) {
            case Retention.Forever() -> new JsonString("retain_forever");
            case Retention.PruneOnDelivery() -> new JsonString("prune_on_delivery");
            case Retention.Days(var days) -> JsonObject.builder().put("retain_days", days).build();
        };
    }

    private static JsonArray texts(List<String> texts) {
        return array(texts.stream().map(JsonString::new).toList());
    }

    private static JsonArray array(List<? extends JsonValue> values) {
        return new JsonArray(List.copyOf(values));
    }
}
