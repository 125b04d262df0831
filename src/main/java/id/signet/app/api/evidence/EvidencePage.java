package id.signet.app.api.evidence;

import id.signet.app.web.Html;
import id.signet.app.web.Language;
import id.signet.app.web.Words;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The page of the look-up in one language. It says of evidence what the API tells everybody, and no more. */
final class EvidencePage {

    /** Where the words and the files of the page lie, on the class path. */
    static final String RESOURCE = "evidence-page";

    private static final String HASHES = "digests";
    private static final String PUBLISHED = "published";
    private static final String LOGGED_AT = "loggedAt";
    private static final String LEAF = "leafIndex";

    private final Words words;
    private final String path;
    private final Optional<String> query;
    private final boolean chosen;

    /**
     * @param path of the page
     * @param query what the page was asked, to be kept when the language is changed
     * @param chosen whether the reader chose the language himself
     */
    EvidencePage(Words words, String path, Optional<String> query, boolean chosen) {
        this.words = words;
        this.path = path;
        this.query = query;
        this.chosen = chosen;
    }

    /** @param found what was found for the query; empty if nothing was asked, or nothing that is a hash */
    String search(Optional<List<ObjectNode>> found) {
        boolean wrong = query.isPresent() && found.isEmpty();
        Html results = found.map(this::results).orElse(Html.NONE);
        Html asked = wrong
                ? Html.of("<p class=\"error\" id=\"wrong\" role=\"alert\">{}</p>", words.get("hash.wrong"))
                : Html.NONE;
        return page(words.get("search.title"),
                Html.of("""
                        <h1>{}</h1>
                        <p>{}</p>
                        {}
                        <section aria-labelledby="result" id="answer"{}>
                        <h2 id="result">{}</h2>
                        <div id="results">{}</div>
                        </section>
                        <section aria-labelledby="by-hash">
                        <h2 id="by-hash">{}</h2>
                        <form action="/evidence" method="get">
                        {}
                        <label for="digest">{}</label>
                        <p class="hint" id="digest-hint">{}</p>
                        {}
                        <input type="text" id="digest" name="digest" value="{}" maxlength="66" autocomplete="off" autocapitalize="off" \
                        spellcheck="false" aria-describedby="digest-hint"{}>
                        <button type="submit">{}</button>
                        </form>
                        </section>
                        <template id="none">{}</template>
                        <template id="card">{}</template>
                        """,
                        words.get("search.title"), words.get("search.intro"), drop("file.title"),
                        found.isPresent() ? Html.NONE : Html.of(" hidden"), words.get("result.title"), results,
                        words.get("hash.title"),
                        chosen
                                ? Html.of("<input type=\"hidden\" name=\"lang\" value=\"{}\">", words.language().tag())
                                : Html.NONE,
                        words.get("hash.label"), words.get("hash.hint"), asked, query.orElse(""),
                        wrong ? Html.of(" aria-invalid=\"true\" aria-errormessage=\"wrong\"") : Html.NONE,
                        words.get("hash.button"), nothing(),
                        card(Optional.empty())));
    }

    private Html results(List<ObjectNode> found) {
        if (found.isEmpty()) {
            return Html.join(List.of(Html.of("<p class=\"summary\">{}</p>", words.get("result.none")), nothing()));
        }
        String summary = found.size() == 1 ? words.get("result.one") : filled("result.many", found.size());
        return Html.join(Stream
                .concat(Stream.of(Html.of("<p class=\"summary good\">{}</p>", summary)),
                        found.stream().map(one -> card(Optional.of(one))))
                .toList());
    }

    private Html nothing() {
        return Html.of("<p class=\"meaning\">{}</p>", words.get("result.none.meaning"));
    }

    /** Without evidence, the form that the script fills. */
    private Html card(Optional<ObjectNode> found) {
        String id = found.map(one -> one.get("id").stringValue()).orElse("");
        return Html.of("""
                       <article class="card">
                       <h3>{} <a class="digest" data-field="id" href="/evidence/{}">{}</a></h3>
                       <p>{}</p>
                       <dl>
                       <dt>{}</dt><dd>{}</dd>
                       <dt>{}</dt><dd class="digest" data-field="depositor">{}</dd>
                       <dt>{}</dt><dd data-field="leafIndex">{}</dd>
                       </dl>
                       </article>
                       """, words.get("one.title"), id + suffix(), id,
                state(found.map(one -> text(one, "state")).orElse("")),
                words.get("one.time"), time(found.map(one -> text(one, LOGGED_AT)).orElse("")),
                words.get("one.depositor"), found.map(EvidencePage::author).orElse(""), words.get("one.leaf"),
                found.map(one -> leaf(one.get(LEAF))).orElse(""));
    }

    /** @param found as everybody sees it */
    String one(ObjectNode found) {
        JsonNode digests = found.get(HASHES);
        boolean whole = found.has("statements");
        List<Html> rows = new ArrayList<>();
        rows.add(row("one.state", state(text(found, "state"))));
        rows.add(row("one.time", time(text(found, LOGGED_AT))));
        rows.add(row("one.depositor", digest(author(found))));
        rows.add(row("one.leaf", Html.of("{}", leaf(found.get(LEAF)))));
        if (found.has("size")) {
            rows.add(row("one.size", Html.of("{}", filled("one.size.value", found.get("size").longValue()))));
        }
        digests.properties()
                .forEach(one -> rows.add(Html.of("<dt>{}</dt><dd>{}</dd>", hashName(one.getKey()),
                        digest(one.getValue().stringValue()))));
        if (found.has(PUBLISHED)) {
            JsonNode published = found.get(PUBLISHED);
            String since = words.language().time(Instant.parse(text(published, LOGGED_AT)));
            rows.add(row("one.published", Html.of("{}", filled("one.published.value", since)
                    .replace("{}", published.get(LEAF).asString()))));
        }
        return page(words.get("one.title"),
                Html.of("""
                        <h1>{} <span class="digest">{}</span></h1>
                        <dl>{}</dl>
                        <p class="hint">{}</p>
                        <div id="one" data-sha256="{}" data-sm3="{}" data-unspecified="{}">{}</div>
                        {}
                        <p class="hint">{}</p>
                        """, words.get("one.title"), text(found, "id"), Html.join(rows), words.get("one.what"),
                        digests.path("sha-256").asString(""), digests.path("sm3").asString(""),
                        digests.path("unspecified").asString(""), drop("one.check.title"),
                        whole ? Html.join(List.of(signers(found), history(found))) : Html.NONE,
                        words.get(whole ? "one.private" : "one.only")));
    }

    String missing() {
        return page(words.get("missing.title"), Html.of("<h1>{}</h1><p>{}</p><p><a href=\"/evidence{}\">{}</a></p>",
                words.get("missing.title"), words.get("missing.text"), suffix(), words.get("missing.again")));
    }

    private Html signers(ObjectNode found) {
        return Html.of("<section><h2>{}</h2><ul>{}</ul></section>", words.get("one.signers"),
                Html.join(found.get("signers")
                        .valueStream()
                        .map(one -> Html.of("<li>{} {}</li>", digest(text(one, "did")),
                                state(text(one, "state"))))
                        .toList()));
    }

    private Html history(ObjectNode found) {
        List<String> heads = Stream.of("number", "what", "who", "when")
                .map(column -> words.get("one.history." + column))
                .toList();
        return Html.of(
                """
                <section><h2 id="history">{}</h2>
                <table class="history" aria-labelledby="history"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></section>
                """,
                words.get("one.history"),
                Html.join(heads.stream().map(head -> Html.of("<th scope=\"col\">{}</th>", head)).toList()),
                Html.join(found.get("statements")
                        .valueStream()
                        .map(one -> Html.of(
                                """
                                <tr><td data-label="{}">{}</td><td data-label="{}">{}</td><td data-label="{}">{}</td>\
                                <td data-label="{}">{} · {}</td></tr>
                                """, heads.get(0), one.get("sequence").longValue(), heads.get(1),
                                words.get(text(one, "type")), heads.get(2), digest(text(one, "author")),
                                heads.get(3), time(text(one, LOGGED_AT)), leaf(one.get(LEAF))))
                        .toList()));
    }

    /** Where a file is chosen; of use with the script alone, which shows it. */
    private Html drop(String title) {
        return Html.of("""
                       <section aria-labelledby="by-file">
                       <h2 id="by-file">{}</h2>
                       <noscript><p class="hint">{}</p></noscript>
                       <div id="script" hidden>
                       <div class="zone" id="zone">
                       <label for="file">{}</label>
                       <p class="hint" id="file-hint">{}</p>
                       <input type="file" id="file" aria-describedby="file-hint" disabled>
                       <div class="work" id="work" hidden><progress id="bar" aria-label="{}"></progress>\
                       <button type="button" class="plain" id="cancel">{}</button></div>
                       </div>
                       <p id="status" role="status"></p>
                       <div id="hashes"></div>
                       </div>
                       </section>
                       """, words.get(title), words.get("file.noscript"), words.get("file.label"),
                words.get("file.hint"),
                words.get("file.progress"), words.get("file.cancel"));
    }

    private Html row(String key, Html value) {
        return Html.of("<dt>{}</dt><dd>{}</dd>", words.get(key), value);
    }

    private static Html digest(String text) {
        return Html.of("<span class=\"digest\">{}</span>", text);
    }

    private String hashName(String kind) {
        return switch (kind) {
            case "sha-256" -> "SHA-256";
            case "sm3" -> "SM3";
            default -> words.get("one.unspecified");
        };
    }

    private Html state(String state) {
        return state.isEmpty()
                ? Html.of("<span class=\"state\" data-field=\"state\"></span>")
                : Html.of("<span class=\"state {}\">{}</span>", state.equals("signed") ? "standing" : state,
                        words.get("state." + state));
    }

    private Html time(String moment) {
        return moment.isEmpty()
                ? Html.of("<time data-field=\"loggedAt\"></time>")
                : Html.of("<time datetime=\"{}\">{}</time>", moment, words.language().time(Instant.parse(moment)));
    }

    private String leaf(JsonNode index) {
        return filled("one.leaf.value", index.longValue());
    }

    private String filled(String key, Object value) {
        return words.get(key).replaceFirst("\\{}", Matcher.quoteReplacement(String.valueOf(value)));
    }

    /** Of what is not held here the log tells an author, and not whether he deposited anything. */
    private static String author(JsonNode found) {
        return found.has("depositor") ? text(found, "depositor") : text(found, "author");
    }

    private static String text(JsonNode json, String member) {
        return json.path(member).asString("");
    }

    private String suffix() {
        return chosen ? "?lang=" + words.language().tag() : "";
    }

    private String page(String title, Html content) {
        Html languages = Html.join(Stream.of(Language.values())
                .map(language -> Html.of("<a href=\"{}\" lang=\"{}\" hreflang=\"{}\"{}>{}</a>", inLanguage(language),
                        language.tag(), language.tag(),
                        language == words.language() ? Html.of(" aria-current=\"true\"") : Html.NONE,
                        language.ownName()))
                .toList());
        return Html.of("""
                       <!doctype html>
                       <html lang="{}">
                       <head>
                       <meta charset="utf-8">
                       <meta name="viewport" content="width=device-width, initial-scale=1">
                       <title>{} · {}</title>
                       <link rel="icon" href="/evidence/files/icon.svg" type="image/svg+xml">
                       <link rel="stylesheet" href="/evidence/files/page.css">
                       </head>
                       <body>
                       <a class="skip" href="#content">{}</a>
                       <header><a href="/evidence{}">{}</a><nav aria-label="{}">{}</nav></header>
                       <main id="content" tabindex="-1">
                       {}
                       {}
                       </main>
                       <script src="/evidence/files/page.js"></script>
                       </body>
                       </html>
                       """, words.language().tag(), title, words.get("title"), words.get("skip"), suffix(),
                words.get("title"), words.get("switch"), languages, content, script()).text();
    }

    private String inLanguage(Language language) {
        return path + "?"
                + query.map(text -> "digest=" + URLEncoder.encode(text, StandardCharsets.UTF_8) + "&").orElse("")
                + "lang=" + language.tag();
    }

    /** The words that the script says. */
    private Html script() {
        boolean chinese = words.language() == Language.CHINESE;
        List<Html> said = new ArrayList<>();
        for (String word : List.of("hashing", "hashed", "cancelled", "unreadable", "failed", "busy", "same", "other",
                "unknown", "of")) {
            said.add(Html.of(" data-{}=\"{}\"", word, words.get("js." + word)));
        }
        for (String word : List.of("one", "many", "none")) {
            said.add(Html.of(" data-{}=\"{}\"", word, words.get("result." + word)));
        }
        said.add(Html.of(" data-standing=\"{}\" data-revoked=\"{}\" data-leaf=\"{}\" data-suffix=\"{}\"",
                words.get("state.standing"), words.get("state.revoked"), words.get("one.leaf.value"), suffix()));
        said.add(Html.of(" data-offset=\"{}\" data-zone=\"{}\"", chinese ? 8 : 0,
                words.language().time(Instant.EPOCH).substring("1970-01-01 00:00:00 ".length())));
        return Html.of("<div id=\"words\" hidden{}></div>", Html.join(said));
    }
}
