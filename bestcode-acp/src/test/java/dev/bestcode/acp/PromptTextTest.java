package dev.bestcode.acp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.api.json.Json;
import dev.bestcode.api.json.JsonArray;

import org.junit.jupiter.api.Test;

import java.nio.file.Path;

class PromptTextTest {
    private static final Path WORKSPACE = Path.of("/home/you/shop");

    private static String of(String blocks) throws RpcException {
        return PromptText.of((JsonArray) Json.parse(blocks), WORKSPACE);
    }

    @Test
    void linkedFileOfTheWorkspaceIsNamedAsItsToolsNameIt() throws RpcException {
        var text =
                of(
                        """
                        [{"type":"text","text":"Explain "},
                         {"type":"resource_link","name":"A","uri":"file:///home/you/shop/src/A%20b.java"},
                         {"type":"text","text":" and "},
                         {"type":"resource_link","name":"B","uri":"file:///etc/passwd"}]
                        """);

        assertThat(text).isEqualTo("Explain src/A b.java and file:///etc/passwd");
    }

    @Test
    void embeddedTextStandsBelowUnderItsNameWhateverIsInIt() throws RpcException {
        var text =
                of(
                        """
                        [{"type":"resource","resource":{"uri":"file:///home/you/shop/README.md","text":"```\\nmvn\\n```\\n"}},
                         {"type":"text","text":" is wrong"}]
                        """);

        assertThat(text).isEqualTo("README.md is wrong\n\n\nREADME.md:\n````\n```\nmvn\n```\n````");
    }

    @Test
    void whatIsNoTextIsRefusedByItsType() {
        assertThatThrownBy(() -> of("[{\"type\":\"image\",\"data\":\"\",\"mimeType\":\"x\"}]"))
                .hasMessageContaining("type 'image'")
                .hasMessageContaining("text, resource_link and resource are taken");
    }

    @Test
    void emptyAndTooLargePromptsAreRefused() {
        assertThatThrownBy(() -> of("[]")).hasMessageContaining("say what is to be done");
        var much = "x".repeat(Bounds.PROMPT_CHARS_MAX + 1);
        assertThatThrownBy(() -> of("[{\"type\":\"text\",\"text\":\"" + much + "\"}]"))
                .hasMessageContaining("1,048,577 characters; allowed 1,048,576");
    }
}
