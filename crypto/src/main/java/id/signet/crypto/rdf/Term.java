package id.signet.crypto.rdf;

/** A node of an RDF graph (RDF 1.1 Concepts, section 3.1). */
public sealed interface Term {

    /** @param value absolute, without characters that no IRI can have */
    record Iri(String value) implements Term {

        public Iri {
            if (!Iris.isAbsolute(value)) {
                throw new IllegalArgumentException("not an absolute IRI");
            }
        }
    }

    /** @param label without {@code _:}; it means nothing outside its dataset */
    record BlankNode(String label) implements Term {

        public BlankNode {
            if (label.isEmpty() || !label.chars().allMatch(BlankNode::isLabelCharacter)) {
                throw new IllegalArgumentException("not the label of a blank node");
            }
        }

        private static boolean isLabelCharacter(int c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
                    || c == '.';
        }
    }

    /**
     * @param datatype an absolute IRI
     * @param language a language tag with the datatype {@link Rdf#LANG_STRING}, else empty
     */
    record Literal(String lexicalForm, String datatype, String language) implements Term {

        public Literal {
            if (!Iris.isAbsolute(datatype) || datatype.equals(Rdf.LANG_STRING) == language.isEmpty()
                    || !(language.isEmpty() || Rdf.isLanguageTag(language))) {
                throw new IllegalArgumentException("not a literal of RDF");
            }
        }

        static Literal typed(String lexicalForm, String datatype) {
            return new Literal(lexicalForm, datatype, "");
        }

        static Literal tagged(String lexicalForm, String language) {
            return new Literal(lexicalForm, Rdf.LANG_STRING, language);
        }
    }
}
