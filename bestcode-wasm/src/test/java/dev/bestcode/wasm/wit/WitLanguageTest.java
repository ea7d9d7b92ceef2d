package dev.bestcode.wasm.wit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.bestcode.wasm.LimitExceededException;
import dev.bestcode.wasm.WitException;
import dev.bestcode.wasm.WitPackage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

class WitLanguageTest {
    @TempDir Path folder;

    @Test
    void everythingOfTheLanguageIsPrintedAsItWasRead() {
        var file = WitParser.parse("all.wit", WitTexts.EVERYTHING);
        assertThat(WitPrinter.print(file)).isEqualTo(WitTexts.EVERYTHING);
    }

    @Test
    void commentsAndSpaceDoNotChangeWhatIsMeant() {
        var spread =
                "/* a /* nested */ one */package a:b ; interface  x{ // why\r\n\t/** Told\n * twice.\n */ f:func( );}";
        assertThat(WitPrinter.print(WitParser.parse("x.wit", spread)))
                .isEqualTo(
                        """
                        package a:b;

                        interface x {
                          /// Told
                          /// twice.
                          f: func();
                        }
                        """);
    }

    @Test
    void worldNeedsWhatItsInterfacesTakeTypesFrom() throws IOException {
        Files.writeString(folder.resolve("all.wit"), WitTexts.EVERYTHING);
        var worlds = WitPackage.read(folder, Set.of("rooms")).worlds();
        assertThat(worlds.getFirst())
                .isEqualTo(
                        new WitPackage.World(
                                "acme:shop/shop@1.2.0",
                                java.util.List.of(
                                        "acme:shop/stock@1.2.0",
                                        "item",
                                        "kind",
                                        "names",
                                        "clock",
                                        "spare",
                                        "b",
                                        "acme:base/units@0.3.0-rc.1"),
                                java.util.List.of("quote", "acme:base/units@0.3.0-rc.1")));
    }

    @Test
    void dependencyIsFoundBelowDepsAsFolderAndAsFile() throws IOException {
        write("main.wit", "package a:main; interface i { use a:one/x.{t}; use a:two/x.{u}; }");
        write("deps/one/x.wit", "package a:one; interface x { type t = u8; }");
        write("deps/two.wit", "package a:two; interface x { type u = u8; }");
        write("deps/README.txt", "not WIT");
        assertThat(WitPackage.read(folder, Set.of()).name()).isEqualTo("a:main");
    }

    /// The place is where the mark stands.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    interface i { f: func(a: ^b); }                      | "there is no type 'b'"
                    interface i { type t = list<u8^; }                   | "expected '>', found ';'"
                    interface i { type ^list = u8; }                     | "expected a name, found keyword 'list'. To use it as a name, write %list."
                    interface i { record r { a: ^r } }                   | "type 'r' contains itself"
                    interface i { f: func(); ^F: func(); }               | "'F' is declared twice, first at"
                    interface i { enum ^e {} }                           | "enum 'e' has no case"
                    interface i { type t = u8; f: func(a: borrow<^t>); } | "'t' is no resource"
                    interface i { resource r; ^f: func() -> borrow<r>; } | "function 'f' gives a borrowed handle away"
                    interface i { resource r { ^constructor() -> u8; } } | "the constructor of 'r' gives u8"
                    interface i { f: func(a: u8, ^a: u8); }              | "'a' stands twice"
                    interface i { type t = map<^f32, u8>; }              | "this type cannot be the key of a map"
                    interface i { use ^j.{t}; }                          | "package a:b@1.0.0 has no 'j'"
                    interface ^i { use i.{t}; }                          | "interface 'i' uses itself"
                    interface i {} world ^i {}                           | "'i' is declared twice in package a:b@1.0.0"
                    interface i { use ^c:d/e.{t}; }                      | "there is no package c:d"
                    world w { import f: func(); import ^f: func(); }     | "'f' is there already in this world"
                    world ^w { export f: func(); export F: func(); }     | "'F' is there already in this world"
                    world ^w { include w; }                              | "world 'w' includes itself"
                    world w { import ^w; }                               | "'w' is not an interface"
                    world v {} world w { include v with { ^a as b } }    | "world 'v' has no 'a' to rename"
                    interface i {} world w { import ^i; import i; }      | "interface 'a:b/i@1.0.0' is imported twice"
                    @since(version = 2.0.0) interface ^i {}              | "'i' is said to be there since 2.0.0"
                    @since(version = ^x) interface i {}                  | "'x' is no version"
                    @unstable(feature = f) interface i { type ^t = u8; } | "'t' has no gate and stands in what is left out"
                    @^gate(a = b) interface i {}                         | "there is no attribute 'gate'"
                    package c:d { ^package e:f {} }                      | "a package inside a package"
                    interface i { ^a--b: func(); }                       | "'a--b' is no name"
                    interface i { f: func() ^$ }                         | "character U+0024 has no meaning here"
                    use ^i as j;                                         | "package a:b@1.0.0 has no 'i'"
                    ^/* a                                                | "the comment does not end"
                    """)
    void mistakeIsToldWithItsPlace(String wrong, String told) throws IOException {
        var text = "package a:b@1.0.0; " + wrong;
        int column = text.indexOf('^') + 1;
        assertThatThrownBy(() -> read(text.replace("^", "")))
                .isInstanceOf(WitException.class)
                .hasMessageContaining("x.wit:1:%d: %s".formatted(column, told));
    }

    @Test
    void worldWhoseExportWouldTakeOneTypeBothWaysIsRefused() {
        var text =
                """
                package a:b;
                interface one { type t = u8; }
                interface two { use one.{t}; }
                interface three { use two.{t}; }
                world w {
                  export one;
                  export three;
                }
                """;
        assertThatThrownBy(() -> read(text))
                .hasMessageContaining(
                        "x.wit:5:7: export 'a:b/three' takes types from the import 'a:b/two', which takes them from 'a:b/one', which is exported. Export 'a:b/two' too.");
    }

    @Test
    void whatStandsBehindAFeatureIsThereWithItAlone() throws IOException {
        var text =
                "package a:b; interface i { @unstable(feature = f) type t = u8; g: func(a: t); }";
        write("x.wit", text);
        assertThat(WitPackage.read(folder, Set.of("f")).name()).isEqualTo("a:b");
        assertThatThrownBy(() -> WitPackage.read(folder, Set.of()))
                .hasMessageContaining("It stands behind feature 'f', which is not active");
    }

    @Test
    void charactersThatDeceiveAreRefusedEvenInComments() {
        assertThatThrownBy(() -> read("package a:b;\n// \u202e gnirts"))
                .hasMessageContaining("x.wit:2:1: the comment has character U+202E");
    }

    @Test
    void packagesThatNeedEachOtherAreRefused() throws IOException {
        write("main.wit", "package a:main; interface i { use a:dep/i.{}; }");
        write("deps/dep.wit", "package a:dep; interface i { use a:main/i.{}; }");
        assertThatThrownBy(() -> WitPackage.read(folder, Set.of()))
                .hasMessageContaining("needs itself, over this. Within a package");
    }

    @Test
    void deepTypesAndLongChainsAreRefusedBeforeTheStackEnds() {
        assertThatThrownBy(
                        () ->
                                read(
                                        "package a:b; interface i { type t = "
                                                + "list<".repeat(200_000)))
                .hasMessageContaining("types are nested deeper than 100");
        var chain = new StringBuilder("package a:b; interface i { type t0 = u8;");
        for (int i = 20_000; i > 0; i--) {
            chain.append("type t%d = t%d;".formatted(i, i - 1));
        }
        assertThatThrownBy(() -> read(chain + "}"))
                .hasMessageContaining("a chain of more than 500 types");
        var uses = new StringBuilder("package a:b; interface i0 {}");
        for (int i = 20_000; i > 0; i--) {
            uses.append("interface i%d { use i%d.{}; }".formatted(i, i - 1));
        }
        assertThatThrownBy(() -> read(uses.toString()))
                .hasMessageContaining("a chain of more than 500 interfaces");
    }

    @Test
    void worldsThatMultiplyAreRefusedInBoundedWork() {
        var worlds = new StringBuilder("package a:b; world w0 {");
        for (int i = 0; i < 1_000; i++) {
            worlds.append("import x%d: func();".formatted(i));
        }
        worlds.append("}");
        for (int i = 1; i < 200; i++) {
            worlds.append("world w%d { include w%d; }".formatted(i, i - 1));
        }
        assertThatThrownBy(() -> read(worlds.toString()))
                .hasMessageContaining("worlds include more than 100,000 names in all");
    }

    @Test
    void folderOfTooMuchTextIsRefusedBeforeItIsRead() throws IOException {
        for (int i = 0; i < 20; i++) {
            write("f%d.wit".formatted(i), "package a:b;" + " ".repeat(1_000_000));
        }
        assertThatThrownBy(() -> WitPackage.read(folder, Set.of()))
                .isInstanceOf(LimitExceededException.class);
    }

    private void write(String name, String text) throws IOException {
        var file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private WitPackage read(String text) throws IOException {
        write("x.wit", text);
        return WitPackage.read(folder.resolve("x.wit"), Set.of());
    }
}
