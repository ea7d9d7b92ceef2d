package dev.bestcode.librarian;

/// How likely terms are to be named again, and which of them are in view. An open table: an epoch
/// looks terms up by the hundred thousand.
final class Weights {
    /// How fast a mention fades with the turns since.
    private static final double MENTION_DECAY = 1.2;

    /// What a mention counts besides while the file is in work that it came with: as the file's own
    /// newest mention, and fading half as fast.
    private static final double FILE_PART = 0.3;

    /// A mention in what the agent said counts so many times one in what it read.
    private static final double SAID_WEIGHT = 2.5;

    /// How fast what the agent did fades, which it goes on with or has done with.
    private static final double ACTION_DECAY = 1.5;

    /// What a whole part is worth for terms of the agent's latest actions, beside all mentions.
    private static final double ACTION_WEIGHT = 0.5;

    private static final double NOT_YET = -1;

    private static final int SLOTS_MIN = 1 << 10;

    /// Spreads the low bits, which tell the kind alone.
    private static final int SPREAD = 0x9E3779B9;

    private static final int SPREAD_SHIFT = 7;

    /// What is known of a term.
    static final class Weight {
        private final int term;
        private double mentions;
        private double actions;
        private int parts;
        private boolean inView;

        /// Once counting is over; it is asked for many times and takes a root and a power.
        private double likelihood = NOT_YET;

        private Weight(int term) {
            this.term = term;
        }

        /// That the term is named again; what comes up in many parts tells less of each. Many
        /// mentions make it certain and no more than that.
        double likelihood() {
            if (likelihood == NOT_YET) {
                double counted = TermKind.of(term).weight * mentions / Math.cbrt(parts);
                likelihood = -Math.expm1(-counted);
            }
            return likelihood;
        }
    }

    private Weight[] slots = new Weight[SLOTS_MIN];
    private int size;

    /// Count what a part names.
    /// @param age turns since
    /// @param fileAge turns since a file was named that it came with
    void count(Candidate candidate, int age, int fileAge) {
        double mention =
                Math.pow(age, -MENTION_DECAY)
                        + FILE_PART * Math.pow(Math.sqrt(age) * fileAge, -MENTION_DECAY);
        for (int term : candidate.named()) {
            var weight = of(term);
            weight.mentions += mention;
            weight.parts++;
            weight.likelihood = NOT_YET;
        }
        double said = Math.pow(age, -MENTION_DECAY) * (SAID_WEIGHT - 1);
        double action = Math.pow(age, -ACTION_DECAY);
        for (int term : candidate.said()) {
            var weight = of(term);
            weight.mentions += said;
            weight.actions += action;
            weight.likelihood = NOT_YET;
        }
    }

    void show(int[] terms) {
        for (int term : terms) {
            of(term).inView = true;
        }
    }

    void hideAll() {
        for (var weight : slots) {
            if (weight != null) {
                weight.inView = false;
            }
        }
    }

    /// The sum of the likelihoods of those that are not in view.
    double news(int[] terms) {
        double news = 0;
        for (int term : terms) {
            var weight = of(term);
            news += weight.inView || weight.parts == 0 ? 0 : weight.likelihood();
        }
        return news;
    }

    /// What a whole part is worth: its news, and more when the latest actions have to do with what
    /// is new in it and with the rest.
    double worth(int[] terms) {
        double actions = 0;
        int fresh = 0;
        for (int term : terms) {
            var weight = of(term);
            actions += weight.parts == 0 ? 0 : weight.actions / weight.parts;
            fresh += weight.inView ? 0 : 1;
        }
        return news(terms) + ACTION_WEIGHT * actions * fresh / (terms.length + 1);
    }

    private Weight of(int term) {
        int at = slot(slots, term);
        if (slots[at] != null) {
            return slots[at];
        }
        var added = new Weight(term);
        slots[at] = added;
        if (++size * 2 > slots.length) {
            grow();
        }
        return added;
    }

    private void grow() {
        var wider = new Weight[slots.length * 2];
        for (var weight : slots) {
            if (weight != null) {
                wider[slot(wider, weight.term)] = weight;
            }
        }
        slots = wider;
    }

    private static int slot(Weight[] slots, int term) {
        int mask = slots.length - 1;
        int at = ((term * SPREAD) >>> SPREAD_SHIFT) & mask;
        while (slots[at] != null && slots[at].term != term) {
            at = (at + 1) & mask;
        }
        return at;
    }
}
