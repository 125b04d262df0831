package id.signet.crypto.rdf;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A set of statements. The order is that in which they were made and means nothing.
 *
 * @param quads each once
 */
public record Dataset(List<Quad> quads) {

    public Dataset {
        quads = List.copyOf(new LinkedHashSet<>(quads));
    }

    public static Dataset of(Collection<Quad> quads) {
        return new Dataset(List.copyOf(quads));
    }

    /**
     * This dataset with other terms in the places of subjects, objects and graphs: blank nodes under other labels, or
     * turned into IRIs and back.
     */
    public Dataset replacing(UnaryOperator<Term> replacement) {
        return new Dataset(quads.stream()
                .map(quad -> new Quad(replacement.apply(quad.subject()), quad.predicate(),
                        replacement.apply(quad.object()), quad.graph().map(replacement)))
                .toList());
    }
}
