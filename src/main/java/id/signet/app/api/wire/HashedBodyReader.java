package id.signet.app.api.wire;

import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.app.works.KeptWorks;
import id.signet.crypto.hash.StreamDigests;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.Collections;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Reads a {@link HashedBody} argument as it streams, in constant memory: of any size up to a tebibyte, as long as it keeps
 * coming, of the one media type by which the operation was chosen.
 */
public final class HashedBodyReader implements HandlerMethodArgumentResolver {

    private static final long MAXIMUM = 1L << 40;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Bytes in a second, on the whole, once the patience is over. */
    private static final long SLOWEST = 32 * 1024;

    private final KeptWorks works;

    public HashedBodyReader(KeptWorks works) {
        this.works = works;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == HashedBody.class;
    }

    @Override
    public HashedBody resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest web, @Nullable WebDataBinderFactory binder) throws IOException {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("not a servlet request");
        }
        if (Collections.list(request.getHeaders("Content-Type")).size() != 1
                || request.getHeader("Content-Encoding") != null) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA,
                    "A file is sent as it is, and its media type is said exactly once.").asException();
        }
        Optional<KeptWorks.Arriving> content = isToBeKept(request) ? Optional.of(arriving()) : Optional.empty();
        try {
            return new HashedBody(read(request, content), content);
        } catch (IOException | RuntimeException e) {
            content.ifPresent(KeptWorks.Arriving::close);
            throw e;
        }
    }

    private static boolean isToBeKept(HttpServletRequest request) {
        return Optional.ofNullable(request.getParameter("keep"))
                .map(text -> PathText.flag(text, "the query parameter 'keep'"))
                .orElse(false);
    }

    private KeptWorks.Arriving arriving() {
        return works.arriving()
                .orElseThrow(() -> Problem
                        .of(ProblemType.REFUSED,
                                "This service keeps no contents: its operator named no folder for them.")
                        .withHeader("Connection", "close")
                        .asException());
    }

    private static StreamDigests.Result read(HttpServletRequest request, Optional<KeptWorks.Arriving> content)
            throws IOException {
        StreamDigests digests = new StreamDigests();
        byte[] buffer = new byte[64 * 1024];
        long start = System.nanoTime();
        try (InputStream in = request.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digests.update(buffer, count);
                if (digests.size() > MAXIMUM) {
                    throw Problem.of(ProblemType.TOO_LARGE, "A file is at most 1 TiB.")
                            .withHeader("Connection", "close")
                            .asException();
                }
                long late = System.nanoTime() - start - PATIENCE.toNanos();
                if (late > 0 && digests.size() / SLOWEST < late / 1_000_000_000L) {
                    throw Problem.of(ProblemType.TOO_SLOW, "A file is sent with at least 32 KiB in a second.")
                            .withHeader("Connection", "close")
                            .asException();
                }
                if (content.isPresent()) {
                    content.get().write(buffer, count);
                }
            }
        }
        return digests.end();
    }
}
