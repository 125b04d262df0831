package id.signet.crypto.key;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.provider.Arguments;

/** Every provider that serves a type of key on this machine. */
final class ProvidersUnderTest {

    private ProvidersUnderTest() {}

    static List<SignatureProvider> of(KeyType type) {
        List<SignatureProvider> providers = new ArrayList<>(List.of(Providers.portable()));
        if (type == KeyType.ED25519 || type == KeyType.P256 || type == KeyType.P384) {
            Providers.nativeCode().ifPresent(providers::add);
        }
        return providers;
    }

    static Stream<Arguments> typesAndProviders() {
        return Stream.of(KeyType.values())
                .filter(KeyType::signsBytes)
                .map(type -> of(type).stream()
                        .map(provider -> Arguments.argumentSet(type + " by " + provider.description(), type, provider))
                        .toList())
                .flatMap(Collection::stream);
    }

    static Stream<Arguments> ecTypesAndProviders() {
        return typesAndProviders().filter(arguments -> arguments.get()[0] != KeyType.ED25519
                && arguments.get()[0] != KeyType.ML_DSA_44);
    }

    static Stream<Arguments> ecdsaTypesAndProviders() {
        return ecTypesAndProviders().filter(arguments -> arguments.get()[0] != KeyType.SM2);
    }

    static Stream<Arguments> ed25519Providers() {
        return of(KeyType.ED25519).stream().map(provider -> Arguments.argumentSet(provider.description(), provider));
    }
}
