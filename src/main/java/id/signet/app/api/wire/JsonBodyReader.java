package id.signet.app.api.wire;

import id.signet.app.api.problem.Problem;
import id.signet.app.api.problem.ProblemType;
import id.signet.crypto.Bytes;
import id.signet.crypto.json.StrictJson;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Reads a {@link JsonBody} argument: at most 1 MiB of plain {@code application/json}, strictly parsed. */
public final class JsonBodyReader implements HandlerMethodArgumentResolver {

    private static final Pattern JSON = Pattern.compile("application/json(?:[ \\t]*;[ \\t]*charset=\"?utf-8\"?)?");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == JsonBody.class;
    }

    @Override
    public JsonBody resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest web, @Nullable WebDataBinderFactory binder) throws IOException {
        HttpServletRequest request = web.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("not a servlet request");
        }
        requireJson(request);
        byte[] body = WholeBody.read(request);
        return new JsonBody(Bytes.of(body), StrictJson.parseObject(body));
    }

    private static void requireJson(HttpServletRequest request) {
        List<String> types = Collections.list(request.getHeaders("Content-Type"));
        if (types.size() != 1 || !JSON.matcher(types.getFirst().strip().toLowerCase(Locale.ROOT)).matches()) {
            throw Problem.of(ProblemType.UNSUPPORTED_MEDIA, "The body must be application/json, said exactly once.")
                    .asException();
        }
    }
}
