package id.signet.app.paper;

/**
 * How words look.
 *
 * @param size in points
 * @param leading from one line to the next, in points
 */
record Style(Typeface.File face, float size, float leading, Ink ink) {

    static final Style TITLE = new Style(Typeface.File.BOLD, 24, 31, Ink.ACCENT);
    static final Style UNDERTITLE = new Style(Typeface.File.REGULAR, 13, 18, Ink.QUIET);
    static final Style SUBJECT = new Style(Typeface.File.BOLD, 12, 17, Ink.TEXT);
    static final Style NUMBER = new Style(Typeface.File.MONO, 9, 13, Ink.TEXT);
    static final Style HEADING = new Style(Typeface.File.BOLD, 11, 15, Ink.ACCENT);
    static final Style HEADING_BESIDE = new Style(Typeface.File.REGULAR, 9, 15, Ink.QUIET);
    static final Style LABEL = new Style(Typeface.File.REGULAR, 9, 12.5f, Ink.QUIET);
    static final Style LABEL_BELOW = new Style(Typeface.File.REGULAR, 7.5f, 10, Ink.QUIET);
    static final Style BODY = new Style(Typeface.File.REGULAR, 9.5f, 13.5f, Ink.TEXT);
    static final Style BODY_BELOW = new Style(Typeface.File.REGULAR, 8.5f, 12, Ink.QUIET);
    static final Style CODE = new Style(Typeface.File.MONO, 8.5f, 12.5f, Ink.TEXT);
    static final Style SMALL = new Style(Typeface.File.REGULAR, 8, 11, Ink.QUIET);
    static final Style FOOT = new Style(Typeface.File.REGULAR, 7.5f, 10, Ink.QUIET);
    static final Style WARNING = new Style(Typeface.File.BOLD, 10, 14, Ink.WARNING);
}
