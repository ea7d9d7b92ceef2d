package dev.bestcode.organism;

import dev.bestcode.api.organism.BudgetSpec;
import dev.bestcode.api.security.Permission;
import dev.bestcode.organism.OrganismChange.Effect;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Compares budgets and permissions, which agents and profiles both have.
final class BudgetChanges {
    private final OrganismChanges changes;

    BudgetChanges(OrganismChanges changes) {
        this.changes = changes;
    }

    void budget(String path, String what, BudgetSpec older, BudgetSpec newer) {
        amount(path, what + " usd", older.usd(), newer.usd());
        amount(path, what + " minutes", minutes(older), minutes(newer));
        amount(path, what + " tokens", tokens(older), tokens(newer));
    }

    private static Optional<BigDecimal> minutes(BudgetSpec budget) {
        return budget.minutes().isPresent()
                ? Optional.of(BigDecimal.valueOf(budget.minutes().getAsInt()))
                : Optional.empty();
    }

    private static Optional<BigDecimal> tokens(BudgetSpec budget) {
        return budget.tokens().isPresent()
                ? Optional.of(BigDecimal.valueOf(budget.tokens().getAsLong()))
                : Optional.empty();
    }

    /// What is unstated is bounded by a default that is not known here. So what is stated anew, or
    /// no more, counts as widened; but nothing is less than zero.
    private void amount(
            String path, String what, Optional<BigDecimal> older, Optional<BigDecimal> newer) {
        if (older.equals(newer)) {
            return;
        }
        boolean nothing = newer.filter(amount -> amount.signum() == 0).isPresent();
        boolean smaller =
                older.isPresent() && newer.isPresent() && newer.get().compareTo(older.get()) < 0;
        changes.add(
                nothing || smaller ? Effect.NARROWED : Effect.WIDENED,
                path + ".budget",
                "%s is %s, was %s".formatted(what, shown(newer), shown(older)));
    }

    private static String shown(Optional<BigDecimal> amount) {
        return amount.map(it -> it.stripTrailingZeros().toPlainString()).orElse("the default");
    }

    /// @param listeners whose permissions count
    void permissions(
            String path,
            String what,
            List<String> listeners,
            Map<String, Permission> older,
            Map<String, Permission> newer) {
        var names = new LinkedHashSet<>(older.keySet());
        names.addAll(newer.keySet());
        names.retainAll(listeners);
        for (var name : names) {
            var before = Optional.ofNullable(older.get(name));
            var after = Optional.ofNullable(newer.get(name));
            if (!before.equals(after)) {
                changes.add(
                        effect(before, after),
                        path + ".permissions." + name,
                        "%s has %s for %s, was %s"
                                .formatted(what, word(after), Shown.quoted(name), word(before)));
            }
        }
    }

    /// What is unlisted is `auto` or `prompt`, as the tool's effect says, which is not known here.
    private static Effect effect(Optional<Permission> before, Optional<Permission> after) {
        var strictest = before.orElse(Permission.PROMPT);
        boolean milder = after.orElse(Permission.AUTO).compareTo(strictest) < 0;
        return milder || after.isEmpty() ? Effect.WIDENED : Effect.NARROWED;
    }

    private static String word(Optional<Permission> permission) {
        return permission.map(Words::word).orElse("nothing said");
    }
}
