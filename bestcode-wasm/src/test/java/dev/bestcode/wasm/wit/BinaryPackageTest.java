package dev.bestcode.wasm.wit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.wasm.WitException;
import dev.bestcode.wasm.WitPackage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/// A dependency in binary form is a package like one of text.
class BinaryPackageTest {
    @TempDir private Path folder;

    private void lay(String resource) throws IOException {
        Files.writeString(
                folder.resolve("a.wit"),
                """
                package a:a;

                interface mine {
                  use acme:shop/types@1.0.0.{item};
                  show: func(one: item);
                }

                world a {
                  import mine;
                  import acme:shop/buying@1.0.0;
                  include acme:shop/shop@1.0.0;
                }
                """);
        var deps = Files.createDirectories(folder.resolve("deps"));
        try (var in = WitPackage.class.getResourceAsStream(resource)) {
            Files.write(
                    deps.resolve("shop.wasm"), Objects.requireNonNull(in, resource).readAllBytes());
        }
    }

    @Test
    void interfacesTypesAndWorldsOfItAreFound() throws IOException {
        lay("shop.wasm");
        assertThat(WitPackage.read(folder, Set.of()).worlds())
                .contains(
                        new WitPackage.World(
                                "a:a/a",
                                List.of(
                                        "a:a/mine",
                                        "acme:shop/buying@1.0.0",
                                        "acme:shop/types@1.0.0"),
                                List.of("open")));
    }

    @Test
    void typeThatAnInterfaceTakesFromAnotherIsThatType() {
        var read = read("shop.wasm");
        assertThat(WitPrinter.print(read))
                .isEqualTo(
                        """
                        package acme:shop@1.0.0;

                        interface types {
                          record item {
                            sku: string,
                          }
                          price: func(of: item) -> u32;
                        }

                        interface buying {
                          use types.{item};
                          buy: func(what: item);
                        }

                        world shop {
                          import types;
                          export open: func() -> bool;
                        }
                        """);
    }

    private static WitFile read(String resource) {
        try (var in = WitPackage.class.getResourceAsStream(resource)) {
            return BinaryPackage.read(Objects.requireNonNull(in, resource).readAllBytes());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void componentThatIsNoPackageIsRefusedByItsFile() throws IOException {
        lay("peek.wasm");
        assertThatThrownBy(() -> WitPackage.read(folder, Set.of()))
                .isInstanceOf(WitException.class)
                .hasMessageContaining("shop.wasm:1:1: it is no WIT package in binary form");
    }
}
