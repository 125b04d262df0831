package id.signet.app.api.weidentity;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.PublicKey;
import id.signet.ledger.state.StoredRows;
import id.signet.registry.RegistryNames;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.WeidIdentifier;
import id.signet.registry.did.log.DidTables;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.did.hosting.Registrars;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** How WeIdentity's clients name DIDs, and whose key they want to act with. */
@Component
final class Weids {

    static final String WEID = "weId";
    private static final String INVOKER = "invokerWeId";

    /** The passphrases that the samples of WeIdentity-Rest-Service give the deployer's key. */
    private static final Set<String> DEPLOYER = Set.of("ecdsa_key", "private_key");

    /** The chain id may be left out, and addresses be written as Ethereum's checksum has them. */
    private static final Pattern FORM = Pattern.compile("did:weid:(?:([^:]{1,32}):)?(0[xX][0-9a-fA-F]{40})");

    private final RegistryNames names;
    private final HostedKeys keys;
    private final Registrars registrars;
    private final StoredRows rows;

    Weids(RegistryNames names, HostedKeys keys, Registrars registrars, StoredRows rows) {
        this.names = names;
        this.keys = keys;
        this.registrars = registrars;
        this.rows = rows;
    }

    /** The DID in {@code functionArg.weId}. */
    Did weid(Arguments arguments) {
        return weid(arguments.text(WEID));
    }

    Did weid(String text) {
        return parse(text).orElseThrow(WeidCode.WEID_INVALID::refusal);
    }

    /** The DID in {@code functionArg.weId}, which signs something and may be of any method. */
    Did signer(Arguments arguments) {
        String text = arguments.text(WEID);
        return parse(text).or(() -> other(text)).orElseThrow(WeidCode.WEID_INVALID::refusal);
    }

    Did of(PublicKey key) {
        return WeidIdentifier.of(names.network(), key).did();
    }

    /** One of the caller's own DIDs, or its tenant's registrar; no part of the text becomes the name of anything. */
    Did invoker(Invocation call) {
        String text = call.transaction().text(INVOKER);
        if (isDeployer(text)) {
            return registrars.of(call.caller());
        }
        return parse(text).or(() -> other(text))
                .filter(did -> keys.hosts(call.caller().tenant(), did))
                .orElseThrow(WeidCode.INVOKER::refusal);
    }

    /** The DID that is to change, whose own key is the one to act with. */
    Did changedByItself(Invocation call) {
        Did did = weid(call.arguments());
        if (!invoker(call).equals(did)) {
            throw WeidCode.WRONG_KEY.refusal();
        }
        return did;
    }

    /** Whether somebody is named who is to act. */
    static boolean namesInvoker(Invocation call) {
        return call.transaction().optionalText(INVOKER).isPresent();
    }

    /** Who publishes something in his own name: the invoker, whom {@code weId} may name once more. */
    Did author(Invocation call) {
        Did invoker = invoker(call);
        if (call.arguments().optionalText(WEID).filter(text -> !weid(text).equals(invoker)).isPresent()) {
            throw WeidCode.WRONG_KEY.refusal();
        }
        return invoker;
    }

    /** The authority that is to speak; empty for the deployer, who speaks by any whose keys the tenant has. */
    Optional<Did> authority(Invocation call) {
        return isDeployer(call.transaction().text(INVOKER)) ? Optional.empty() : Optional.of(invoker(call));
    }

    private static boolean isDeployer(String invoker) {
        return DEPLOYER.contains(invoker.toLowerCase(Locale.ROOT));
    }

    /** By whom the tenant speaks where nobody is named. */
    Did registrar(Invocation call) {
        return registrars.of(call.caller());
    }

    boolean exists(Did did) {
        return rows.get(DidTables.HEAD, did).isPresent();
    }

    boolean hosts(Caller caller, Did did) {
        return keys.hosts(caller.tenant(), did);
    }

    private Optional<Did> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String network = Optional.ofNullable(matcher.group(1)).orElse(names.network());
        return network.equals(names.network())
                ? Optional.of(new WeidIdentifier(network, matcher.group(2).toLowerCase(Locale.ROOT)).did())
                : Optional.empty();
    }

    /** A DID of any method. */
    static Optional<Did> other(String text) {
        try {
            return Optional.of(Did.parse(text));
        } catch (MalformedInput e) {
            return Optional.empty();
        }
    }
}
