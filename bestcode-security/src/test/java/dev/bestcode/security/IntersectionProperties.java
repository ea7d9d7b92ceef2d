package dev.bestcode.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bestcode.api.kernel.Bytes;
import dev.bestcode.api.security.Permission;
import dev.bestcode.security.DispatchTable.Pair;
import dev.bestcode.security.DispatchTable.Route;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// The laws of what two tables both allow (G3).
class IntersectionProperties {
    private static final Set<String> NAMES = Set.of("user", "a", "b", "t");

    @Property(tries = 300)
    void orderAndRepetitionDoNotMatter(
            @ForAll("tables") DispatchTable a,
            @ForAll("tables") DispatchTable b,
            @ForAll("tables") DispatchTable c) {
        assertThat(Intersection.of(a, b).canonical()).isEqualTo(Intersection.of(b, a).canonical());
        assertThat(Intersection.of(a, a).canonical()).isEqualTo(a.canonical());
        assertThat(Intersection.of(Intersection.of(a, b), c).canonical())
                .isEqualTo(Intersection.of(a, Intersection.of(b, c)).canonical());
    }

    @Property(tries = 300)
    void nothingIsInItThatIsNotInBoth(
            @ForAll("tables") DispatchTable a, @ForAll("tables") DispatchTable b) {
        var both = Intersection.of(a, b);

        assertThat(AuditDiff.of("p", a, both).gained()).isEmpty();
        assertThat(AuditDiff.of("p", b, both).gained()).isEmpty();
    }

    /// So it is the largest such table: it takes away nothing that both allow.
    @Property(tries = 300)
    void whatIsInBothIsInIt(
            @ForAll("tables") DispatchTable a,
            @ForAll("tables") DispatchTable b,
            @ForAll("tables") DispatchTable c) {
        var all = Intersection.of(Intersection.of(a, b), c);

        assertThat(AuditDiff.of("p", all, Intersection.of(Intersection.of(a, c), b)).isEmpty())
                .isTrue();
        assertThat(Intersection.of(all, Intersection.of(a, b)).canonical())
                .isEqualTo(all.canonical());
    }

    @Property(tries = 300)
    void canonicalFormComesBackAsTheSameRights(@ForAll("tables") DispatchTable table) {
        var thawed = TableJson.read("p", table.canonical());

        assertThat(thawed.sha256()).isEqualTo(table.sha256());
        assertThat(thawed.routes()).isEqualTo(table.routes());
        assertThat(thawed.grants()).isEqualTo(table.grants());
    }

    /// Whatever stands in the content store: it is rights, or it is refused.
    @Property(tries = 300)
    void alteredFormIsRefusedOrOtherRights(
            @ForAll("tables") DispatchTable table, @ForAll int where, @ForAll byte what) {
        var bytes = table.canonical().toByteArray();
        int at = Math.floorMod(where, bytes.length);
        boolean same = bytes[at] == what;
        bytes[at] = what;
        try {
            var read = TableJson.read("p", Bytes.of(bytes));
            assertThat(read.sha256().equals(table.sha256())).isEqualTo(same);
        } catch (IllegalArgumentException refused) {
            assertThat(same).isFalse();
        }
    }

    @Provide
    Arbitrary<DispatchTable> tables() {
        var routes =
                Arbitraries.maps(
                                Combinators.combine(name(), name()).as(Pair::new),
                                Combinators.combine(
                                                Arbitraries.of("X", "Y"),
                                                Arbitraries.of(Permission.class))
                                        .as(Route::new))
                        .ofMaxSize(8);
        return Combinators.combine(routes, grants())
                .as(
                        (table, granted) ->
                                new DispatchTable(
                                        "p", present(table), table, granted, Asking.AS_SAID));
    }

    private static Set<String> present(Map<Pair, Route> routes) {
        var present = new HashSet<String>();
        routes.keySet().forEach(pair -> present.add(pair.listener()));
        return present;
    }

    private static Arbitrary<Grants> grants() {
        var pins =
                Combinators.combine(Arbitraries.of("git", "mvn"), Arbitraries.of("1", "2"))
                        .as(
                                (program, text) ->
                                        new Grants.Pin(program, Bytes.ofUtf8(text).sha256()));
        var paths =
                Combinators.combine(
                                Arbitraries.of(PathGrant.COMMANDS, "t"),
                                Arbitraries.of("/", "/a", "/a/b", "/a-b", "/c", "~/x"),
                                Arbitraries.of(true, false))
                        .as(PathGrant::new);
        return Combinators.combine(
                        Arbitraries.of("git", "mvn", "ls").set().ofMaxSize(3),
                        pins.set().ofMaxSize(2),
                        Arbitraries.of("t: outbound https h port 1", "t: outbound tcp h port 2")
                                .set()
                                .ofMaxSize(2),
                        Arbitraries.of("any command: HOME", "t: TZ").set().ofMaxSize(2),
                        paths.set().ofMaxSize(4),
                        Arbitraries.of("one", "two")
                                .set()
                                .ofMaxSize(1)
                                .map(Grants.Users::new)
                                .optional(),
                        Arbitraries.of(true, false))
                .as(Grants::new);
    }

    private static Arbitrary<String> name() {
        return Arbitraries.of(NAMES);
    }
}
