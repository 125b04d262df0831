package id.signet.registry.policy;

import id.signet.crypto.MalformedInput;
import id.signet.registry.did.PersonalData;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a claim policy says of each claim: WeIdentity's tree {@code fieldsToBeDisclosed}. It has the shape of the claim; a leaf is 1
 * (shown), 0 (hidden) or a predicate such as {@code {"GE":18}}; a list with one object speaks of each object in a list.
 */
final class Fields {

    private static final int MAX_DEPTH = 8;
    private static final int MAX_LEAVES = 500;
    private static final int MAX_NAME = 64;
    private static final int MAX_TEXT = 200;
    /** What every reader of JSON keeps exactly. */
    private static final BigDecimal LARGEST = BigDecimal.valueOf((1L << 53) - 1);

    private final List<Leaf> leaves = new ArrayList<>();

    private Fields() {}

    /** By which a value is compared. */
    enum Operator {
        EQ,
        GE,
        GT,
        LE,
        LT
    }

    /** What is wished of a claim. */
    sealed interface Wish {

        record Shown() implements Wish {}

        record Hidden() implements Wish {}

        /** @param bounds never empty */
        record Compared(Map<Operator, JsonNode> bounds) implements Wish {

            public Compared {
                bounds = Map.copyOf(bounds);
            }
        }
    }

    /** @param path names, and an empty text for "each element of this list" */
    record Leaf(List<String> path, Wish wish) {

        Leaf {
            path = List.copyOf(path);
        }
    }

    /**
     * Every leaf of the tree, in its order.
     *
     * @throws MalformedInput if the tree is none, too large, or would put personal data into the log
     */
    static List<Leaf> leaves(ObjectNode tree) {
        Fields fields = new Fields();
        fields.tree(tree, List.of());
        return List.copyOf(fields.leaves);
    }

    private void tree(ObjectNode tree, List<String> path) {
        if (tree.isEmpty() || path.size() >= MAX_DEPTH) {
            throw new MalformedInput(
                    "a policy names at least one claim at each place, and goes " + MAX_DEPTH + " places deep at most");
        }
        tree.properties().forEach(entry -> node(entry.getValue(), with(path, name(entry.getKey()))));
    }

    private static String name(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME || name.codePoints().anyMatch(Character::isISOControl)) {
            throw new MalformedInput("a claim's name has 1 to " + MAX_NAME + " characters and no control characters");
        }
        requireImpersonal(name);
        return name;
    }

    private static List<String> with(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return longer;
    }

    private void node(JsonNode node, List<String> path) {
        switch (node) {
            case ObjectNode object when isPredicate(object) -> add(path, predicate(object));
            case ObjectNode object -> tree(object, path);
            default -> {
                if (node.isArray() && node.size() == 1 && node.get(0) instanceof ObjectNode each
                        && !isPredicate(each)) {
                    tree(each, with(path, ""));
                } else if (node.isInt() && (node.intValue() == 0 || node.intValue() == 1)) {
                    add(path, node.intValue() == 1 ? new Wish.Shown() : new Wish.Hidden());
                } else {
                    throw new MalformedInput("a policy says of each claim 1 (shown), 0 (hidden) or a predicate, and of"
                            + " a list of objects one object in a list");
                }
            }
        }
    }

    private void add(List<String> path, Wish wish) {
        if (leaves.size() == MAX_LEAVES) {
            throw new MalformedInput("a policy speaks of at most " + MAX_LEAVES + " claims");
        }
        leaves.add(new Leaf(path, wish));
    }

    private static boolean isPredicate(ObjectNode object) {
        return !object.isEmpty() && object.propertyNames().stream().anyMatch(Fields::isOperator);
    }

    private static boolean isOperator(String name) {
        return switch (name) {
            case "EQ", "GE", "GT", "LE", "LT" -> true;
            default -> false;
        };
    }

    private static Wish predicate(ObjectNode object) {
        Map<Operator, JsonNode> bounds = new EnumMap<>(Operator.class);
        object.properties().forEach(entry -> {
            if (!isOperator(entry.getKey())) {
                throw new MalformedInput("a predicate has EQ, GE, GT, LE and LT alone");
            }
            Operator operator = Operator.valueOf(entry.getKey());
            JsonNode bound = entry.getValue();
            boolean good = bound.isNumber()
                    ? bound.decimalValue().abs().compareTo(LARGEST) <= 0
                    : operator == Operator.EQ
                            && (bound.isBoolean() || (bound.isString() && bound.stringValue().length() <= MAX_TEXT));
            if (!good) {
                throw new MalformedInput("a predicate compares with a number; EQ also with true, false or a text of "
                        + MAX_TEXT + " characters");
            }
            if (bound.isString()) {
                requireImpersonal(bound.stringValue());
            }
            bounds.put(operator, bound);
        });
        return new Wish.Compared(bounds);
    }

    private static void requireImpersonal(String text) {
        PersonalData.in(text).ifPresent(found -> {
            throw new MalformedInput("the policy seems to hold " + found + ", which the log would keep for ever");
        });
    }
}
