package id.signet.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;

/** The hand-written description of the API against what the running service maps. */
class ApiDescriptionTest {

    @Test
    void theApiDescriptionAndTheMappingsAreTheSame(@TempDir Path folder) throws IOException {
        TreeSet<String> served = new TreeSet<>();
        try (RunningSignet signet = RunningSignet.sandbox(folder)) {
            signet.context()
                    .getBean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                    .getHandlerMethods()
                    .forEach((info, method) -> {
                        for (String pattern : info.getPatternValues()) {
                            info.getMethodsCondition()
                                    .getMethods()
                                    .forEach(verb -> served.add(verb + " " + pattern.replace("{*", "{")));
                        }
                    });
        }
        served.removeIf(operation -> operation.startsWith("GET /docs"));
        assertThat(served).isEqualTo(described());
    }

    private static Set<String> described() throws IOException {
        Set<String> described = new TreeSet<>();
        try (InputStream in = ApiDescriptionTest.class.getResourceAsStream("/openapi.yaml")) {
            Map<String, Map<String, Map<String, Object>>> file = new Yaml().load(in);
            file.getOrDefault("paths", Map.of())
                    .forEach((path, operations) -> operations.keySet()
                            .stream()
                            .filter(List.of("get", "post", "delete")::contains)
                            .forEach(verb -> described.add(verb.toUpperCase(Locale.ROOT) + " " + path)));
        }
        return described;
    }
}
