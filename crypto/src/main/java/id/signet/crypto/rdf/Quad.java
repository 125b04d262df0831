package id.signet.crypto.rdf;

import java.util.Optional;

import id.signet.crypto.rdf.Term.Iri;
import id.signet.crypto.rdf.Term.Literal;

/**
 * One statement of a dataset.
 *
 * @param subject an IRI or a blank node
 * @param graph an IRI or a blank node; empty for the default graph
 */
public record Quad(Term subject, Iri predicate, Term object, Optional<Term> graph) {

    public Quad {
        if (subject instanceof Literal || graph.filter(Literal.class::isInstance).isPresent()) {
            throw new IllegalArgumentException("a literal is neither a subject nor a graph");
        }
    }
}
