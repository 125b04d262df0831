package id.signet.app.api.wire;

import id.signet.app.api.problem.UnknownMember;
import id.signet.crypto.MalformedInput;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** A query parameter that the operation does not read, or that comes twice, is refused like an unknown member. */
public final class QueryInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query == null || query.isEmpty() || !(handler instanceof HandlerMethod method)
                || method.hasMethodAnnotation(ReadsWholeQuery.class)) {
            return true;
        }
        Set<String> known = new HashSet<>();
        for (MethodParameter parameter : method.getMethodParameters()) {
            RequestParam named = parameter.getParameterAnnotation(RequestParam.class);
            if (named != null) {
                known.add(named.value());
            }
        }
        Set<String> seen = new HashSet<>();
        for (String pair : query.split("&", -1)) {
            String name = URLDecoder.decode(pair.split("=", 2)[0], StandardCharsets.UTF_8);
            if (!known.contains(name)) {
                throw new UnknownMember("the operation knows no query parameter of this name");
            }
            if (!seen.add(name)) {
                throw new MalformedInput("the query parameter '" + name + "' comes twice");
            }
        }
        return true;
    }
}
