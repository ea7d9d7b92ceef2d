package dev.bestcode.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A persistent map from non-negative numbers, walked in their order; a change costs one path.
///
/// A trie over the key's 5-bit digits, the most significant first, as high as the largest key
/// needs; a bitmap in each node leaves out what is empty. The keys here are drawn from counters, so
/// nodes are nearly full and an entry costs little more than its slot: no boxed key, no hash, no
/// list of collisions, and sorted walks for free, which is why this is not a hash map of a library.
///
/// Whoever makes many changes that nobody sees between may own a map: nodes that such a map has
/// made are written in place, and each of its values stands for the newest one alone.
/// @see "Bagwell 2001, Ideal Hash Trees"
final class LongMap<V> {
    private static final int DIGIT_BITS = 5;
    private static final int DIGIT_MASK = (1 << DIGIT_BITS) - 1;
    private static final LongMap<Object> EMPTY = new LongMap<>(Node.EMPTY, 0, 0, Owner.NOBODY);

    private final Node root;
    private final int height;
    private final int size;
    private final Owner owner;

    private LongMap(Node root, int height, int size, Owner owner) {
        this.root = root;
        this.height = height;
        this.size = size;
        this.owner = owner;
    }

    /// Who alone sees the maps that are owned by it.
    static final class Owner {
        /// Of maps that anybody may see: all their nodes stay as they are.
        static final Owner NOBODY = new Owner();
    }

    record Entry<V>(long key, V value) {}

    /// Called for each entry in turn, until it answers false.
    @FunctionalInterface
    interface Visitor<V> {
        boolean visit(long key, V value);
    }

    @SuppressWarnings("unchecked") // it holds no value of any type
    static <V> LongMap<V> empty() {
        return (LongMap<V>) EMPTY;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /// The same entries, for one owner's changes, or by [Owner#NOBODY] for all to see.
    LongMap<V> ownedBy(Owner one) {
        return new LongMap<>(root, height, size, one);
    }

    boolean contains(long key) {
        return (leaf(key).bitmap & bit(key, 0)) != 0;
    }

    Optional<V> get(long key) {
        var leaf = leaf(key);
        int bit = bit(key, 0);
        return (leaf.bitmap & bit) == 0 ? Optional.empty() : Optional.of(value(leaf, bit));
    }

    /// The node of level 0 that has the key if any has.
    private Node leaf(long key) {
        if (!fits(key)) {
            return Node.EMPTY;
        }
        var node = root;
        for (int level = height; level > 0; level--) {
            int bit = bit(key, level);
            if ((node.bitmap & bit) == 0) {
                return Node.EMPTY;
            }
            node = (Node) node.slots[node.index(bit)];
        }
        return node;
    }

    /// The entry with this key, or the highest lower one.
    Optional<Entry<V>> floor(long key) {
        if (key < 0) {
            return Optional.empty();
        }
        return fits(key) ? floor(root, height, 0, key) : highest(root, height, 0);
    }

    private Optional<Entry<V>> floor(Node node, int level, long prefix, long key) {
        int digit = (int) (key >>> (DIGIT_BITS * level)) & DIGIT_MASK;
        int bit = 1 << digit;
        if ((node.bitmap & bit) != 0) {
            long low = (prefix << DIGIT_BITS) | digit;
            if (level == 0) {
                return Optional.of(new Entry<>(low, value(node, bit)));
            }
            var found = floor((Node) node.slots[node.index(bit)], level - 1, low, key);
            if (found.isPresent()) {
                return found;
            }
        }
        return highest(node, node.bitmap & (bit - 1), level, prefix);
    }

    private Optional<Entry<V>> highest(Node node, int level, long prefix) {
        return highest(node, node.bitmap, level, prefix);
    }

    /// The highest entry below the slots of these bits.
    private Optional<Entry<V>> highest(Node node, int bits, int level, long prefix) {
        if (bits == 0) {
            return Optional.empty();
        }
        int bit = Integer.highestOneBit(bits);
        long low = (prefix << DIGIT_BITS) | Integer.numberOfTrailingZeros(bit);
        return level == 0
                ? Optional.of(new Entry<>(low, value(node, bit)))
                : highest((Node) node.slots[node.index(bit)], level - 1, low);
    }

    LongMap<V> with(long key, V value) {
        if (key < 0) {
            throw new IllegalArgumentException("key is " + key + "; allowed from 0");
        }
        if (!fits(key)) {
            var above = isEmpty() ? Node.EMPTY : new Node(1, new Object[] {root}, owner);
            return new LongMap<V>(above, height + 1, size, owner).with(key, value);
        }
        var leaf = leaf(key);
        int bit = bit(key, 0);
        boolean grows = (leaf.bitmap & bit) == 0;
        if (!grows && leaf.isOf(owner)) { // and so is all above it
            leaf.slots[leaf.index(bit)] = value;
            return this;
        }
        return new LongMap<>(put(root, height, key, value), height, grows ? size + 1 : size, owner);
    }

    LongMap<V> without(long key) {
        if (!contains(key)) {
            return this;
        }
        return size == 1
                ? LongMap.<V>empty().ownedBy(owner)
                : new LongMap<>(remove(root, height, key), height, size - 1, owner);
    }

    /// Visit the entries with this key or a higher one, in order.
    void walkFrom(long key, Visitor<V> visitor) {
        walk(root, height, 0, key, visitor);
    }

    List<V> values() {
        var values = new ArrayList<V>(size);
        walkFrom(0, (_, value) -> values.add(value));
        return values;
    }

    List<Entry<V>> entries() {
        var entries = new ArrayList<Entry<V>>(size);
        walkFrom(0, (key, value) -> entries.add(new Entry<>(key, value)));
        return entries;
    }

    private boolean fits(long key) {
        int bits = DIGIT_BITS * (height + 1);
        return bits >= Long.SIZE || key >>> bits == 0;
    }

    private static int bit(long key, int level) {
        return 1 << ((int) (key >>> (DIGIT_BITS * level)) & DIGIT_MASK);
    }

    @SuppressWarnings("unchecked") // nodes of level 0 hold values and nothing else
    private V value(Node leaf, int bit) {
        return (V) leaf.slots[leaf.index(bit)];
    }

    private Node put(Node node, int level, long key, V value) {
        int bit = bit(key, level);
        if (level == 0) {
            return node.with(bit, value, owner);
        }
        var child = (node.bitmap & bit) == 0 ? Node.EMPTY : (Node) node.slots[node.index(bit)];
        return node.with(bit, put(child, level - 1, key, value), owner);
    }

    private Node remove(Node node, int level, long key) {
        int bit = bit(key, level);
        if (level == 0) {
            return node.without(bit, owner);
        }
        var child = remove((Node) node.slots[node.index(bit)], level - 1, key);
        return child.bitmap == 0 ? node.without(bit, owner) : node.with(bit, child, owner);
    }

    private boolean walk(Node node, int level, long prefix, long from, Visitor<V> visitor) {
        for (int bits = node.bitmap; bits != 0; bits &= bits - 1) {
            int bit = Integer.lowestOneBit(bits);
            long low = (prefix << DIGIT_BITS) | Integer.numberOfTrailingZeros(bit);
            int below = DIGIT_BITS * level;
            if (low < from >>> below) {
                continue;
            }
            boolean goOn =
                    level == 0
                            ? visitor.visit(low, value(node, bit))
                            : walk(
                                    (Node) node.slots[node.index(bit)],
                                    level - 1,
                                    low,
                                    from,
                                    visitor);
            if (!goOn) {
                return false;
            }
        }
        return true;
    }

    private static final class Node {
        static final Node EMPTY = new Node(0, new Object[0], Owner.NOBODY);

        final int bitmap;
        final Object[] slots;
        final Owner owner;

        Node(int bitmap, Object[] slots, Owner owner) {
            this.bitmap = bitmap;
            this.slots = slots;
            this.owner = owner;
        }

        boolean isOf(Owner changing) {
            return owner == changing && owner != Owner.NOBODY;
        }

        int index(int bit) {
            return Integer.bitCount(bitmap & (bit - 1));
        }

        Node with(int bit, Object content, Owner changing) {
            int at = index(bit);
            if ((bitmap & bit) != 0) {
                boolean own = isOf(changing);
                var changed = own ? slots : slots.clone();
                if (changed[at] != content) { // a write costs more than the look
                    changed[at] = content;
                }
                return own ? this : new Node(bitmap, changed, changing);
            }
            var grown = Arrays.copyOf(slots, slots.length + 1);
            System.arraycopy(slots, at, grown, at + 1, slots.length - at);
            grown[at] = content;
            return new Node(bitmap | bit, grown, changing);
        }

        Node without(int bit, Owner changing) {
            int at = index(bit);
            var shrunk = Arrays.copyOf(slots, slots.length - 1);
            System.arraycopy(slots, at + 1, shrunk, at, shrunk.length - at);
            return new Node(bitmap & ~bit, shrunk, changing);
        }
    }
}
