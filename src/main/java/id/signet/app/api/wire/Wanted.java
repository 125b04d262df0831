package id.signet.app.api.wire;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;
import id.signet.crypto.MalformedInput;

/** The media types a reader takes (RFC 9110 §12.5.1), the best first. */
public final class Wanted {

    private static final int MAXIMUM = 1_024;

    private final List<MediaType> types;

    private Wanted(List<MediaType> types) {
        this.types = types;
    }

    public static Wanted of(HttpServletRequest request) {
        String text = String.join(", ", Collections.list(request.getHeaders("Accept")));
        if (text.isBlank()) {
            return new Wanted(List.of(MediaType.ALL));
        }
        if (text.length() > MAXIMUM) {
            throw new MalformedInput("the Accept header is too long");
        }
        try {
            List<MediaType> types = new ArrayList<>(MediaType.parseMediaTypes(text));
            MimeTypeUtils.sortBySpecificity(types);
            types.sort(Comparator.comparingDouble(MediaType::getQualityValue).reversed());
            types.removeIf(type -> type.getQualityValue() == 0);
            return new Wanted(types);
        } catch (InvalidMediaTypeException e) {
            throw new MalformedInput("the Accept header is not well formed", e);
        }
    }

    /** Whether the reader's first wish leaves the form to us. */
    public boolean anything() {
        return !types.isEmpty() && (types.getFirst().isWildcardType()
                || types.getFirst().equalsTypeAndSubtype(MediaType.APPLICATION_JSON));
    }

    /** Those on offer that are wanted, the best first. */
    public <T> List<T> order(List<T> offers, Function<T, String> mediaType) {
        List<T> wanted = new ArrayList<>();
        for (MediaType type : types) {
            for (T offer : offers) {
                if (type.includes(MediaType.parseMediaType(mediaType.apply(offer))) && !wanted.contains(offer)) {
                    wanted.add(offer);
                }
            }
        }
        return wanted;
    }

    /** The wishes themselves, for forms that a parameter tells apart. */
    public List<MediaType> types() {
        return List.copyOf(types);
    }
}
