package dev.bestcode.runtime;

import static dev.bestcode.testkit.Step.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.control.RunStatus;
import dev.bestcode.api.control.Task;
import dev.bestcode.api.organism.HandlerNames;
import dev.bestcode.api.organism.ListenerSpec;
import dev.bestcode.api.organism.Organism;
import dev.bestcode.api.organism.PortSpec;
import dev.bestcode.api.organism.ProfileSpec;
import dev.bestcode.kernel.FileStorage;
import dev.bestcode.llm.AnthropicClient;
import dev.bestcode.ports.EgressEvent;
import dev.bestcode.testkit.ScriptedModel;
import dev.bestcode.tools.NativeTools;
import dev.bestcode.tools.Workspace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

class NetworkTest {
    @TempDir private Path folder;

    @Test
    void aRunReachesItsModelOnItsOwnWayOutWhichEndsWithTheSystem() throws Exception {
        var events = new CopyOnWriteArrayList<EgressEvent>();
        try (var model = ScriptedModel.start(answer("Done."))) {
            try (var os = system(model.baseUrl()).egress(events::add).build()) {
                assertThat(events).as("nothing is opened before the first request").isEmpty();
                assertThat(os.submit(Task.of("coding", "x")).await().status())
                        .isEqualTo(RunStatus.DONE);
            }
            assertThat(events)
                    .first()
                    .isEqualTo(
                            new EgressEvent.Opened(
                                    "llm-pool",
                                    "127.0.0.1",
                                    URI.create(model.baseUrl()).getPort(),
                                    "127.0.0.1"));
            assertThat(model.awaitNoConnections(Duration.ofSeconds(20))).isTrue();
            assertThat(model.violations()).isEmpty();
            assertThat(model.requests().getFirst().headers().keySet())
                    .noneMatch(name -> name.startsWith("proxy"));
        }
    }

    @Test
    void aModelOnThisMachineNeedsNoProxyOfTheNetwork() throws Exception {
        try (var model = ScriptedModel.start(answer("Done."));
                var os =
                        system(model.baseUrl())
                                .environment(Map.of("HTTP_PROXY", "http://127.0.0.1:1"))
                                .build()) {
            assertThat(os.submit(Task.of("coding", "x")).await().status())
                    .isEqualTo(RunStatus.DONE);
        }
    }

    @Test
    void whatTheEnvironmentAndTheOrganismGetWrongIsToldTogether() {
        var organism =
                Organism.named("x")
                        .listener(serving("a"))
                        .listener(serving("b"))
                        .profile(new ProfileSpec("p", List.of("coder"), Map.of(), List.of()))
                        .build();
        assertThatThrownBy(
                        () ->
                                system("http://127.0.0.1:1")
                                        .organism(organism)
                                        .environment(Map.of("HTTPS_PROXY", "socks5://u:s3cret@x"))
                                        .build())
                .isInstanceOf(WiringException.class)
                .hasMessageContaining("listeners 'a' and 'b' both declare inbound tcp port 8080")
                .hasMessageContaining("HTTPS_PROXY is not a proxy")
                .hasMessageNotContaining("s3cret");
    }

    private static ListenerSpec serving(String name) {
        var port =
                new PortSpec(8080, PortSpec.Direction.INBOUND, PortSpec.Protocol.HTTP, List.of());
        return new ListenerSpec(name, "tools.X", HandlerNames.TOOL, "", Optional.empty(), List.of())
                .withPorts(List.of(port));
    }

    private BestCodeBuilder system(String baseUrl) {
        return BestCode.builder()
                .llm(AnthropicClient.builder().baseUrl(baseUrl).apiKey("key").build())
                .tools(NativeTools.in(Workspace.at(folder)))
                .storage(FileStorage.inMemory());
    }
}
