package id.signet.app.api.weidentity;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Every function by its path and name. */
@Component
public final class Functions {

    private final Map<FunctionFamily.Path, Map<String, WeidFunction>> byName = new EnumMap<>(FunctionFamily.Path.class);

    Functions(Collection<FunctionFamily> families) {
        for (FunctionFamily family : families) {
            for (WeidFunction function : family.functions()) {
                WeidFunction before = byName.computeIfAbsent(function.path(), _ -> new HashMap<>())
                        .put(key(function.name()), function);
                if (before != null) {
                    throw new IllegalStateException("two functions are called " + function.name());
                }
            }
        }
    }

    WeidFunction named(FunctionFamily.Path path, String name) {
        WeidFunction function = byName.getOrDefault(path, Map.of()).get(key(name));
        if (function == null) {
            throw WeidCode.FUNCTION_NAME.refusal("There is no such function at this path.");
        }
        return function;
    }

    /** All of them, as {@code invoke createweid}: the last part of the path and the name in lower case. */
    public List<String> names() {
        return byName.entrySet()
                .stream()
                .flatMap(path -> path.getValue()
                        .keySet()
                        .stream()
                        .map(name -> path.getKey().name().toLowerCase(Locale.ROOT) + " " + name))
                .sorted()
                .toList();
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
