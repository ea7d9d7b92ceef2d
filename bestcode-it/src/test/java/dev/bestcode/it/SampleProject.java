package dev.bestcode.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A repository with a bit of everything that people build and test, each test with a server of its
/// own on the loopback interface.
final class SampleProject {
    private static final Map<String, String> FILES =
            Map.ofEntries(
                    Map.entry("README.md", "Setup\nneedle hello\n"),
                    Map.entry("a.txt", "a\nfoo\n"),
                    Map.entry("b.txt", "b\nfoo\n"),
                    Map.entry("a.bin", "same"),
                    Map.entry("b.bin", "same"),
                    Map.entry("old.txt", "old\n"),
                    Map.entry("data.txt", "b 2\na 1\n"),
                    Map.entry("data.csv", "a,1\nb,2\n"),
                    Map.entry("data.bin", "\u0001\u0002"),
                    Map.entry("data.json", "{\"a\": 1}\n"),
                    Map.entry("app.log", "error: needle\nfine\n"),
                    Map.entry("app.bin", "needle in a binary\n"),
                    Map.entry("config.yml", "# remark\nkey: value\n"),
                    Map.entry(".env", "A=1\n"),
                    Map.entry("old/x.txt", "x\n"),
                    Map.entry("new/x.txt", "x\n"),
                    Map.entry("scripts/build.sh", "#!/bin/sh\necho built\n"),
                    Map.entry("sub/README.md", "sub\n"),
                    Map.entry("sub/Makefile", "all:\n\t@echo sub\n"),
                    Map.entry(
                            "Makefile",
                            "all: build\nbuild:\n\t@echo build\ntest:\n\t@echo test\nclean:\n\t@echo clean\ninstall lint:\n\t@echo $@\n"),
                    Map.entry("main.c", "int main(void) { return 0; }\n"),
                    Map.entry("app.cpp", "int main() { return 0; }\n"),
                    Map.entry("index.js", "console.log('index');\n"),
                    Map.entry("src/app.js", "module.exports = 1;\n"),
                    Map.entry(
                            "src/Main.java",
                            "class Main { public static void main(String[] a) {} } // TODO\n"),
                    Map.entry("src/Old.java", "class Old {}\n"),
                    Map.entry("main.py", "print('main')\n"),
                    Map.entry("shop.py", "def sells():\n    return True\n"),
                    Map.entry("scripts/gen.py", "print('generated')\n"),
                    Map.entry("scripts/build.js", "console.log('built');\n"),
                    Map.entry(
                            "package.json",
                            """
                            {"name": "shop", "version": "1.0.0", "private": true,
                             "scripts": {"test": "node --test", "build": "node scripts/build.js", "lint": "node --check index.js",
                                         "start": "node index.js", "dev": "node index.js", "typecheck": "node --check index.js"}}
                            """),
                    Map.entry(
                            "test/shop.test.js",
                            """
                            const test = require('node:test'), net = require('node:net'), assert = require('node:assert');
                            test('serves', (_, done) => {
                              const server = net.createServer(socket => socket.end('x')).listen(0, '127.0.0.1', () =>
                                net.connect(server.address().port, '127.0.0.1').on('data', data => {
                                  assert.equal(data.toString(), 'x'); server.close(); done(); }));
                            });
                            """),
                    Map.entry(
                            "Cargo.toml",
                            "[package]\nname = \"shop\"\nversion = \"1.0.0\"\nedition = \"2021\"\n"),
                    Map.entry("src/main.rs", "fn main() {}\n"),
                    Map.entry(
                            "src/lib.rs",
                            """
                            #[test]
                            fn serves() {
                                use std::io::{Read, Write};
                                let server = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
                                let address = server.local_addr().unwrap();
                                std::thread::spawn(move || server.accept().unwrap().0.write_all(b"x").unwrap());
                                let mut text = String::new();
                                std::net::TcpStream::connect(address).unwrap().read_to_string(&mut text).unwrap();
                                assert_eq!(text, "x");
                            }
                            """),
                    Map.entry(
                            "tests/test_shop.py",
                            """
                            import socket, threading, unittest


                            class ShopTest(unittest.TestCase):
                                def test_sells(self):
                                    server = socket.create_server(("127.0.0.1", 0))
                                    threading.Thread(target=lambda: server.accept()[0].send(b"x")).start()
                                    self.assertEqual(socket.create_connection(server.getsockname()).recv(1), b"x")
                            """),
                    Map.entry("tests/__init__.py", ""),
                    Map.entry(
                            "src/main/java/com/acme/Main.java",
                            "package com.acme;\n\npublic class Main {\n    public static void main(String[] words) {}\n}\n"),
                    Map.entry(
                            "src/test/java/com/acme/ShopTest.java",
                            """
                            package com.acme;

                            import static org.junit.jupiter.api.Assertions.assertEquals;

                            import java.net.*;
                            import java.nio.file.Files;

                            class ShopTest {
                                @org.junit.jupiter.api.Test
                                void sells() throws Exception {
                                    Files.writeString(Files.createTempFile("shop", ""), "x");
                                    try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
                                        new Thread(() -> {
                                            try (var socket = server.accept()) {
                                                socket.getOutputStream().write('x');
                                            } catch (java.io.IOException e) {
                                                throw new RuntimeException(e);
                                            }
                                        }).start();
                                        try (var socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
                                            assertEquals('x', socket.getInputStream().read());
                                        }
                                    }
                                }
                            }
                            """));

    private SampleProject() {}

    /// @param folder empty
    static void in(Path folder) throws IOException, InterruptedException {
        for (var file : FILES.entrySet()) {
            var path = folder.resolve(file.getKey());
            Files.createDirectories(Objects.requireNonNull(path.getParent()));
            Files.writeString(path, file.getValue());
        }
        Files.createDirectory(folder.resolve("empty"));
        Files.writeString(folder.resolve("pom.xml"), pom());
        Files.setPosixFilePermissions(
                folder.resolve("scripts/build.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
        for (var words :
                List.of(
                        "git init -q -b main",
                        "git config user.name t",
                        "git config user.email t@t",
                        "git add -A",
                        "git commit -qm first",
                        "git tag v1.0.0",
                        "git branch feature/login",
                        "git commit -q --allow-empty -m second",
                        "git commit -q --allow-empty -m third")) {
            new ProcessBuilder(words.split(" ", -1)).directory(folder.toFile()).start().waitFor();
        }
        Files.writeString(folder.resolve("src/Main.java"), "// more\n", StandardOpenOption.APPEND);
    }

    /// With the plug-ins and the test library of this build, which so are there without a network.
    private static String pom() {
        var plugins = new StringBuilder();
        for (var name : List.of("compiler", "surefire", "resources", "jar", "clean")) {
            plugins.append(
                    "<plugin><artifactId>maven-%s-plugin</artifactId><version>%s</version></plugin>"
                            .formatted(name, version("plugin", "maven-" + name + "-plugin")));
        }
        return """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.acme</groupId><artifactId>shop</artifactId><version>1</version>
                  <properties>
                    <maven.compiler.release>17</maven.compiler.release>
                    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
                  </properties>
                  <dependencies>
                    <dependency><groupId>org.junit.jupiter</groupId><artifactId>junit-jupiter</artifactId>
                      <version>%s</version><scope>test</scope></dependency>
                  </dependencies>
                  <build><plugins>%s</plugins></build>
                </project>
                """
                .formatted(version("dependency", "junit-bom"), plugins);
    }

    private static String version(String element, String artifact) {
        var pom = Path.of(System.getProperty("bestcode.root"), "pom.xml");
        return Pom.texts(pom, "//%s[artifactId='%s']/version".formatted(element, artifact))
                .getFirst();
    }
}
