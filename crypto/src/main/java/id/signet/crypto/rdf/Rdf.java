package id.signet.crypto.rdf;

import java.util.regex.Pattern;

/** Names of the RDF and XML Schema vocabularies. */
final class Rdf {

    private static final String NAMESPACE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
    private static final String XSD = "http://www.w3.org/2001/XMLSchema#";

    static final String TYPE = NAMESPACE + "type";
    static final String FIRST = NAMESPACE + "first";
    static final String REST = NAMESPACE + "rest";
    static final String NIL = NAMESPACE + "nil";
    static final String LANG_STRING = NAMESPACE + "langString";
    static final String JSON = NAMESPACE + "JSON";

    static final String VALUE = NAMESPACE + "value";
    static final String LANGUAGE = NAMESPACE + "language";
    static final String DIRECTION = NAMESPACE + "direction";
    /** Begins the datatypes of texts with a direction. */
    static final String I18N = "https://www.w3.org/ns/i18n#";

    static final String XSD_STRING = XSD + "string";
    static final String XSD_BOOLEAN = XSD + "boolean";
    static final String XSD_INTEGER = XSD + "integer";
    static final String XSD_DOUBLE = XSD + "double";

    private static final Pattern LANGUAGE_TAG = Pattern.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*");

    private Rdf() {}

    static boolean isLanguageTag(String text) {
        return LANGUAGE_TAG.matcher(text).matches();
    }
}
