package id.signet.app.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;

/** The words of one page in one language. */
public final class Words {

    private final Language language;
    private final Properties words;

    private Words(Language language, Properties words) {
        this.language = language;
        this.words = words;
    }

    /** @param resource the folder of a page on the class path; its words lie in {@code words_<language>.properties} */
    public static Words read(String resource, Language language) {
        String file = "/" + resource + "/words_" + language.tag() + ".properties";
        try (InputStream in = Words.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("there are no words in " + file);
            }
            Properties words = new Properties();
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return new Words(language, words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Language language() {
        return language;
    }

    public String get(String key) {
        String text = words.getProperty(key);
        if (text == null) {
            throw new IllegalArgumentException("the page has no words for " + key);
        }
        return text;
    }

    /** Of all words that there are. */
    public Set<String> keys() {
        return words.stringPropertyNames();
    }
}
