package id.signet.app.web;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The languages of what people read. */
public enum Language {

    ENGLISH("en", "English", "UTC", "UTC"),
    CHINESE("zh", "中文", "Asia/Shanghai", "北京时间（UTC+8）");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int LONGEST = 256;

    private final String tag;
    private final String ownName;
    private final String zone;
    private final String zoneName;

    Language(String tag, String ownName, String zone, String zoneName) {
        this.tag = tag;
        this.ownName = ownName;
        this.zone = zone;
        this.zoneName = zoneName;
    }

    /** In a {@code lang} attribute, RFC 5646. */
    public String tag() {
        return tag;
    }

    /** As its readers call it. */
    public String ownName() {
        return ownName;
    }

    /** A moment as a court reads it, with the name of its zone. */
    public String time(Instant moment) {
        return TIME.withZone(ZoneId.of(zone)).format(moment) + " " + zoneName;
    }

    /**
     * What the reader chose, else what his browser asks for (RFC 9110 §12.5.4), else English.
     *
     * @param chosen a tag; any other text chooses nothing
     */
    public static Language of(Optional<String> chosen, Optional<String> acceptLanguage) {
        return chosen.flatMap(Language::tagged)
                .or(() -> acceptLanguage.filter(text -> text.length() <= LONGEST).flatMap(Language::asked))
                .orElse(ENGLISH);
    }

    private static Optional<Language> asked(String header) {
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(header);
            return ranges.stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(range -> tagged(range.getRange().split("-", 2)[0]).stream())
                    .findFirst();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Language> tagged(String tag) {
        for (Language language : values()) {
            if (language.tag.equals(tag)) {
                return Optional.of(language);
            }
        }
        return Optional.empty();
    }
}
