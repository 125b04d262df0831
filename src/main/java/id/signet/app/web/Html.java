package id.signet.app.web;

import java.util.List;
import java.util.stream.Collectors;

/** A piece of HTML. It is put together from templates of our own, and whatever goes into one is escaped unless it is HTML. */
public record Html(String text) {

    public static final Html NONE = new Html("");

    /**
     * Fills a template.
     *
     * @param template written by us, with {@code {}} where each value goes: an element's content or a quoted attribute
     * @param values as many; {@link Html} stays as it is, the text of any other is escaped
     */
    public static Html of(String template, Object... values) {
        String[] parts = template.split("\\{}", -1);
        if (parts.length != values.length + 1) {
            throw new IllegalArgumentException(
                    "a template has " + (parts.length - 1) + " places and gets " + values.length);
        }
        StringBuilder html = new StringBuilder(parts[0]);
        for (int i = 0; i < values.length; i++) {
            html.append(values[i] instanceof Html inner ? inner.text : escape(String.valueOf(values[i])))
                    .append(parts[i + 1]);
        }
        return new Html(html.toString());
    }

    public static Html join(List<Html> pieces) {
        return new Html(pieces.stream().map(Html::text).collect(Collectors.joining()));
    }

    private static String escape(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }
}
