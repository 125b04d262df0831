package id.signet.app.paper;

/** The same words in both languages. */
public record Words(String chinese, String english) {

    public Words {
        if (chinese.isBlank() || english.isBlank()) {
            throw new IllegalArgumentException("words are said in both languages");
        }
    }

    /** What is the same in both, such as a name. */
    public static Words same(String text) {
        return new Words(text, text);
    }

    boolean isSame() {
        return chinese.equals(english);
    }
}
