package dev.bestcode.organism;

import dev.bestcode.organism.Declarations.Place;

import org.yaml.snakeyaml.nodes.Node;

import java.util.Collection;
import java.util.List;
import java.util.function.UnaryOperator;

/// Where the readers of a file's parts are: the reading, the file, and what is declared so far.
record Scope(Session session, Source source, Declarations declared) {
    void report(Node at, String message) {
        source.problems().add(at, message);
    }

    Place place(Node at) {
        return new Place(source.problems(), at);
    }

    /// Report the names that are not among those allowed.
    /// @param message of a name as it is shown
    void among(List<Value.Text> names, Collection<String> allowed, UnaryOperator<String> message) {
        for (var name : names) {
            if (!allowed.contains(name.text())) {
                source.problems()
                        .add(
                                name.at(),
                                message.apply(Shown.quoted(name.text())),
                                name.text(),
                                allowed);
            }
        }
    }
}
