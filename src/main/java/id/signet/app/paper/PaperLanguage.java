package id.signet.app.paper;

import id.signet.crypto.MalformedInput;
import java.util.Arrays;
import java.util.Locale;

/** In which language a paper speaks. */
public enum PaperLanguage {
    ZH,
    EN,
    BOTH;

    static final String CHINESE = "zh-CN";
    static final String ENGLISH = "en";

    /** @throws MalformedInput unless the text is {@code zh}, {@code en} or {@code both} */
    public static PaperLanguage of(String text) {
        return Arrays.stream(values())
                .filter(language -> language.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new MalformedInput("the language of a paper is zh, en or both"));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one in which the paper is written where nothing says otherwise (RFC 5646). */
    String main() {
        return this == EN ? ENGLISH : CHINESE;
    }

    boolean chinese() {
        return this != EN;
    }

    boolean english() {
        return this != ZH;
    }
}
