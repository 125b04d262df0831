package id.signet.app.access;

import java.lang.reflect.ParameterizedType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Hands a controller its {@link KnownCaller}, or {@code Optional<KnownCaller>} where the operation is open. */
public final class KnownCallerArgument implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == KnownCaller.class || isOptional(parameter);
    }

    @Override
    public Object resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container,
            NativeWebRequest web,
            @Nullable WebDataBinderFactory binder) {
        Object known = web.getAttribute(AccessInterceptor.CALLER, RequestAttributes.SCOPE_REQUEST);
        if (isOptional(parameter)) {
            return Optional.ofNullable(known);
        }
        if (known == null) {
            throw new IllegalStateException("an operation that asks for its caller must not be open");
        }
        return known;
    }

    private static boolean isOptional(MethodParameter parameter) {
        return parameter.getGenericParameterType() instanceof ParameterizedType type
                && type.getRawType() == Optional.class
                && type.getActualTypeArguments()[0] == KnownCaller.class;
    }
}
