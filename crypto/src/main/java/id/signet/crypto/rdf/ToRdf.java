package id.signet.crypto.rdf;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.rdf.Term.BlankNode;
import id.signet.crypto.rdf.Term.Iri;
import id.signet.crypto.rdf.Term.Literal;

/**
 * Statements from an expanded document (JSON-LD 1.1 API, sections 7.2 and 8). The standard's way through a node map is
 * left out: a dataset is a set, so the statements can be made where their objects stand.
 */
final class ToRdf {

    /** What to do where the standard drops something without a word. */
    @FunctionalInterface
    interface Losses {

        /** @param what a plain sentence; when this returns, the thing is dropped */
        void lost(String what);
    }

    /** What becomes of the direction of a text, the standard's {@code rdfDirection}; only to drop it is normative. */
    enum Direction {
        DROPPED,
        DATATYPE,
        COMPOUND
    }

    private static final BigDecimal INTEGERS_END = new BigDecimal("1e21");
    private static final MathContext SIXTEEN_DIGITS = new MathContext(16, RoundingMode.HALF_UP);

    private final Losses losses;
    private final Direction direction;
    private final Set<Quad> quads = new LinkedHashSet<>();
    private final Map<String, BlankNode> named = new HashMap<>();
    private final Set<Described> described = new HashSet<>();
    private int blankNodes;

    private ToRdf(Losses losses, Direction direction) {
        this.losses = losses;
        this.direction = direction;
    }

    /** A node with statements of its own, in one graph. */
    private record Described(Term node, Optional<Term> graph) {}

    static Dataset convert(JsonArray expanded, Losses losses) {
        return convert(expanded, losses, Direction.DROPPED);
    }

    static Dataset convert(JsonArray expanded, Losses losses, Direction direction) {
        ToRdf conversion = new ToRdf(losses, direction);
        for (JsonValue item : expanded) {
            conversion.node(item.asJsonObject(), Optional.empty());
        }
        return Dataset.of(conversion.quads);
    }

    // --- nodes -------------------------------------------------------------------------------------------------

    /** The statements of a node and of all below it; null if it has a name that is no IRI. */
    private @Nullable Term node(JsonObject node, Optional<Term> graph) {
        Term subject = node.containsKey("@id") ? resource(node.get("@id")) : fresh();
        if (subject == null) {
            losses.lost("an id is no absolute IRI");
        }
        boolean bare = node.keySet().stream().allMatch(name -> name.equals("@id") || name.equals("@index"));
        if (subject != null && !bare && !described.add(new Described(subject, graph))) {
            losses.lost("two objects of the document have one id, so their members would be mixed");
        }
        for (Map.Entry<String, JsonValue> member : node.entrySet()) {
            String name = member.getKey();
            JsonValue value = member.getValue();
            switch (name) {
                case "@id", "@index" -> {
                }
                case "@type" -> types(subject, value.asJsonArray(), graph);
                case "@graph" -> {
                    for (JsonValue item : value.asJsonArray()) {
                        graph(item.asJsonObject(), subject);
                    }
                }
                case "@included" -> value.asJsonArray().forEach(item -> node(item.asJsonObject(), graph));
                case "@reverse" -> reverse(subject, value.asJsonObject(), graph);
                default -> property(subject, name, value.asJsonArray(), graph);
            }
        }
        return subject;
    }

    /** Statements of a graph without a name are dropped, but they may name nothing else anyhow. */
    private void graph(JsonObject node, @Nullable Term name) {
        if (name != null) {
            node(node, Optional.of(name));
        }
    }

    private void types(@Nullable Term subject, JsonArray types, Optional<Term> graph) {
        Set<Term> seen = new HashSet<>();
        for (JsonValue type : types) {
            Term term = resource(type);
            if (term == null) {
                losses.lost("a type is no absolute IRI");
            } else if (subject != null) {
                requireNew(term, seen);
                add(subject, new Iri(Rdf.TYPE), term, graph);
            }
        }
    }

    private void property(@Nullable Term subject, String name, JsonArray values, Optional<Term> graph) {
        if (!Iris.isAbsolute(name)) {
            losses.lost("a member is no absolute IRI");
        }
        boolean kept = subject != null && Iris.isAbsolute(name);
        Set<Term> seen = new HashSet<>();
        for (JsonValue value : values) {
            // Also what is below a dropped member is looked at, as the node map of the standard does.
            Term object = object(value.asJsonObject(), graph);
            if (kept && subject != null && object != null) {
                requireNew(object, seen);
                add(subject, new Iri(name), object, graph);
            }
        }
    }

    private void reverse(@Nullable Term object, JsonObject members, Optional<Term> graph) {
        members.forEach((name, values) -> {
            if (!Iris.isAbsolute(name)) {
                losses.lost("a member is no absolute IRI");
            }
            for (JsonValue value : values.asJsonArray()) {
                Term subject = node(value.asJsonObject(), graph);
                if (subject != null && object != null && Iris.isAbsolute(name)) {
                    add(subject, new Iri(name), object, graph);
                }
            }
        });
    }

    private void requireNew(Term term, Set<Term> seen) {
        if (!seen.add(term)) {
            losses.lost("a value stands twice in one array, which would count once");
        }
    }

    private void add(Term subject, Iri predicate, Term object, Optional<Term> graph) {
        quads.add(new Quad(subject, predicate, object, graph));
    }

    private BlankNode fresh() {
        return new BlankNode("b" + blankNodes++);
    }

    private @Nullable Term resource(@Nullable JsonValue value) {
        if (!(value instanceof JsonString text)) {
            return null;
        }
        String id = text.getString();
        if (Iris.isBlankNode(id)) {
            return named.computeIfAbsent(id, _ -> fresh());
        }
        return Iris.isAbsolute(id) ? new Iri(id) : null;
    }

    // --- objects of statements ---------------------------------------------------------------------------------

    /** Section 8.2.2; null if it is dropped. */
    private @Nullable Term object(JsonObject object, Optional<Term> graph) {
        JsonValue value = object.get("@value");
        if (value != null) {
            return literal(object, value, graph);
        }
        JsonValue list = object.get("@list");
        return list == null ? node(object, graph) : list(list.asJsonArray(), graph);
    }

    /** Section 8.2.3: an item that is dropped leaves its cell behind. */
    private Term list(JsonArray items, Optional<Term> graph) {
        Term rest = new Iri(Rdf.NIL);
        for (int i = items.size() - 1; i >= 0; i--) {
            BlankNode cell = fresh();
            Term item = object(items.getJsonObject(i), graph);
            if (item != null) {
                add(cell, new Iri(Rdf.FIRST), item, graph);
            }
            add(cell, new Iri(Rdf.REST), rest, graph);
            rest = cell;
        }
        return rest;
    }

    private @Nullable Term literal(JsonObject object, JsonValue value, Optional<Term> graph) {
        Optional<String> type = text(object, "@type");
        Optional<String> language = text(object, "@language");
        if (type.filter("@json"::equals).isPresent()) {
            return Literal.typed(new String(Jcs.canonicalize(StrictJson.parse(value.toString())),
                    StandardCharsets.UTF_8), Rdf.JSON);
        }
        if (type.filter(datatype -> !Iris.isAbsolute(datatype) || datatype.equals(Rdf.LANG_STRING)).isPresent()) {
            losses.lost("the type of a value is no absolute IRI");
            return null;
        }
        if (language.filter(tag -> !Rdf.isLanguageTag(tag)).isPresent()) {
            losses.lost("the language of a value is no language tag");
            return null;
        }
        Optional<String> towards = text(object, "@direction").filter(_ -> direction != Direction.DROPPED);
        return switch (value) {
            case JsonString text when towards.isPresent() -> directed(text.getString(), language, towards.get(), graph);
            case JsonString text when language.isPresent() -> Literal.tagged(text.getString(), language.get());
            case JsonString text -> Literal.typed(text.getString(), type.orElse(Rdf.XSD_STRING));
            case JsonNumber number -> number(number, type);
            default -> Literal.typed(value.toString(), type.orElse(Rdf.XSD_BOOLEAN));
        };
    }

    /** Step 13 of section 8.2.2. */
    private Term directed(String text, Optional<String> language, String towards, Optional<Term> graph) {
        Optional<String> tag = language.map(written -> written.toLowerCase(Locale.ROOT));
        if (direction == Direction.DATATYPE) {
            return Literal.typed(text, Rdf.I18N + tag.orElse("") + "_" + towards);
        }
        BlankNode compound = fresh();
        add(compound, new Iri(Rdf.VALUE), Literal.typed(text, Rdf.XSD_STRING), graph);
        tag.ifPresent(value -> add(compound, new Iri(Rdf.LANGUAGE), Literal.typed(value, Rdf.XSD_STRING), graph));
        add(compound, new Iri(Rdf.DIRECTION), Literal.typed(towards, Rdf.XSD_STRING), graph);
        return compound;
    }

    /** Steps 10 and 11 of section 8.2.2, with the canonical double of section 8.6. */
    private Literal number(JsonNumber number, Optional<String> type) {
        BigDecimal exact = number.bigDecimalValue();
        boolean whole = exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0;
        if (whole && exact.abs().compareTo(INTEGERS_END) < 0 && !type.filter(Rdf.XSD_DOUBLE::equals).isPresent()) {
            BigInteger integer = exact.toBigIntegerExact();
            return Literal.typed(integer.toString(), type.orElse(Rdf.XSD_INTEGER));
        }
        double wanted = exact.doubleValue();
        String written = canonicalDouble(wanted);
        if (Double.parseDouble(written) != wanted) {
            losses.lost("a number has more than 16 significant digits");
        }
        return Literal.typed(written, type.orElse(Rdf.XSD_DOUBLE));
    }

    private static String canonicalDouble(double value) {
        BigDecimal rounded = new BigDecimal(value).round(SIXTEEN_DIGITS).stripTrailingZeros();
        String digits = rounded.unscaledValue().abs().toString();
        int exponent = rounded.signum() == 0 ? 0 : digits.length() - 1 - rounded.scale();
        return (rounded.signum() < 0 ? "-" : "") + digits.charAt(0) + '.'
                + (digits.length() == 1 ? "0" : digits.substring(1)) + 'E' + exponent;
    }

    private static Optional<String> text(JsonObject object, String name) {
        return object.get(name) instanceof JsonString text ? Optional.of(text.getString()) : Optional.empty();
    }
}
