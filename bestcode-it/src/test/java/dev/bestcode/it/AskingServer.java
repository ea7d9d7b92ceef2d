package dev.bestcode.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A server of the Model Context Protocol, a shell script of the workspace, that asks a person to
/// fill in a form in the middle of a call, and has a prompt.
record AskingServer(Path workspace) {
    static final String FORM =
            """
            {"type":"object","required":["name","sure"],"properties":{
             "name":{"type":"string","description":"Yours"},
             "age":{"type":"integer","default":7},
             "sure":{"type":"boolean"},
             "size":{"type":"string","enum":["s","m"],"enumNames":["Small","Middle"]}}}
            """;

    private static final String SCRIPT =
            """
            said() { printf '{"jsonrpc":"2.0","id":%s,"result":%s}\\n' "$id" "$1"; }
            while IFS= read -r line; do
              id=${line#*'"id":"'}; id="\\"${id%%\\"*}\\""
              case "$line" in
                *'"method":"initialize"'*)
                  said '{"protocolVersion":"2025-06-18","capabilities":{"tools":{},"prompts":{}},"serverInfo":{"name":"asker","version":"1"}}';;
                *'"method":"tools/list"'*)
                  said '{"tools":[{"name":"greet","description":"Greets","inputSchema":{"type":"object","properties":{}}}]}';;
                *'"method":"prompts/list"'*)
                  said '{"prompts":[{"name":"review","description":"How we review","arguments":[{"name":"file","required":true},{"name":"how"}]}]}';;
                *'"method":"prompts/get"'*)
                  printf '%s\\n' "$line" >> prompted
                  said '{"messages":[{"role":"user","content":{"type":"text","text":"Review it as we do."}}]}';;
                *'"method":"tools/call"'*)
                  printf '{"jsonrpc":"2.0","id":900,"method":"elicitation/create","params":{"message":"Who are you?","requestedSchema":%s}}\\n' "$(tr -d '\\n' < form)"
                  IFS= read -r heard
                  printf '%s\\n' "$heard" > heard
                  said '{"content":[{"type":"text","text":"greeted"}]}';;
              esac
            done
            """;

    /// The organism that has it.
    static final String ORGANISM =
            """
            listeners:
              - name: asker
                handler: mcp
                description: A server that asks
                mcp: {command: [sh, server.sh]}
            profiles:
              coding:
                listeners: [coder, asker]
                permissions: {asker: auto}
            """;

    static AskingServer in(Path workspace) throws IOException {
        Files.writeString(workspace.resolve("server.sh"), SCRIPT);
        Files.writeString(workspace.resolve("form"), FORM);
        return new AskingServer(workspace);
    }

    /// How its form was answered, as it stood on the wire.
    String heard() throws IOException {
        return Files.readString(workspace.resolve("heard"));
    }

    /// What its prompts were asked with.
    String prompted() throws IOException {
        return Files.readString(workspace.resolve("prompted"));
    }
}
