package dev.bestcode.api.tool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ToolDescriptorTest {
    @Test
    void tagOfAToolsRequestsIsItsWordsTogether() {
        assertThat(ToolDescriptor.payloadTag("grep")).isEqualTo("GrepRequest");
        assertThat(ToolDescriptor.payloadTag("file-read")).isEqualTo("FileReadRequest");
        assertThat(ToolDescriptor.payloadTag("a_b--c2-")).isEqualTo("ABC2Request");
    }
}
