package id.signet.app.api.did;

import id.signet.app.access.Allowed;
import id.signet.app.access.IdempotentPosts;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.wire.IfMatch;
import id.signet.app.api.wire.JsonBody;
import id.signet.app.api.wire.PathText;
import id.signet.app.api.wire.WireObject;
import id.signet.credential.issue.IssuerDeparture;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.key.KeyType;
import id.signet.registry.audit.Caller;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import id.signet.registry.did.hosting.DidOutcome;
import id.signet.registry.did.hosting.DidRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The two ends of a key that was not stolen at a known moment: retired, or revoked with all that it signed. */
@RestController
public class KeyController {

    private static final String KEYS = "/keys/";
    private static final String RETIRE = ":retire";
    private static final String REVOKE = ":revoke";

    private final DidRegistry registry;
    private final DidAnswers answers;
    private final IssuerDeparture departure;
    private final IdempotentPosts posts;
    private final KeyTypeMember keyTypes;

    KeyController(DidRegistry registry, DidAnswers answers, IssuerDeparture departure, IdempotentPosts posts,
            KeyTypeMember keyTypes) {
        this.keyTypes = keyTypes;
        this.registry = registry;
        this.answers = answers;
        this.departure = departure;
        this.posts = posts;
    }

    @Allowed(Role.ISSUER)
    @PostMapping(DidController.PREFIX + "{did}/keys/{key}:retire")
    ResponseEntity<byte[]> retire(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        body.members();
        DidUrl method = method(request, RETIRE);
        Optional<Long> version = IfMatch.version(request);
        return alone(caller, body, request, method.did(),
                known -> registry.retireKey(known, method.did(), method, version));
    }

    @Allowed(Role.ISSUER)
    @PostMapping(DidController.PREFIX + "{did}/keys/{key}:revoke")
    ResponseEntity<byte[]> revoke(KnownCaller caller, JsonBody body, HttpServletRequest request) {
        WireObject wire = body.members("keyType");
        DidUrl method = method(request, REVOKE);
        Optional<KeyType> type = wire.optionalText("keyType").map(text -> keyTypes.read("the member 'keyType'", text));
        Optional<Long> version = IfMatch.version(request);
        return alone(caller, body, request, method.did(),
                known -> registry.revokeKey(known, method.did(), method, type, version));
    }

    private ResponseEntity<byte[]> alone(KnownCaller caller, JsonBody body, HttpServletRequest request, Did did,
            Function<Caller, DidOutcome> change) {
        return DidController.tagged(posts.once(caller.in(request), posts.claim(caller, request, body.raw()),
                known -> answers.changed(did,
                        departure.alone(known.tenant(), did.toString(), () -> change.apply(known))),
                subject -> Optional.of(answers.now(caller.tenant(), subject))));
    }

    /** The verification method that a path names before its action. */
    static DidUrl method(HttpServletRequest request, String action) {
        String path = request.getRequestURI();
        String suffix = path.substring(path.lastIndexOf(KEYS));
        if (!suffix.endsWith(action)) {
            throw new MalformedInput("the path names no key");
        }
        String fragment = suffix.substring(KEYS.length(), suffix.length() - action.length());
        return DidController.methodId(Did.parse(PathText.did(request, DidController.PREFIX, suffix)), "#" + fragment);
    }
}
