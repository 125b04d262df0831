package id.signet.app.api.weidentity;

import id.signet.app.access.Allowed;
import id.signet.app.access.KnownCaller;
import id.signet.app.access.Role;
import id.signet.app.api.wire.JsonBody;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The paths of WeIdentity-Rest-Service that take envelopes; which roles a function needs, it says itself. */
@RestController
public class WeidController {

    private final WeidDoor door;

    WeidController(WeidDoor door) {
        this.door = door;
    }

    @Allowed(value = {Role.ISSUER, Role.VERIFIER, Role.AUDITOR}, loopback = true)
    @PostMapping("/weid/api/invoke")
    ResponseEntity<byte[]> invoke(KnownCaller caller, JsonBody body, HttpServletRequest http) {
        return door.answer(FunctionFamily.Path.INVOKE, caller, body, http);
    }

    @Allowed(value = Role.ISSUER, loopback = true)
    @PostMapping("/weid/api/encode")
    ResponseEntity<byte[]> encode(KnownCaller caller, JsonBody body, HttpServletRequest http) {
        return door.answer(FunctionFamily.Path.ENCODE, caller, body, http);
    }

    @Allowed(value = Role.ISSUER, loopback = true)
    @PostMapping("/weid/api/transact")
    ResponseEntity<byte[]> transact(KnownCaller caller, JsonBody body, HttpServletRequest http) {
        return door.answer(FunctionFamily.Path.TRANSACT, caller, body, http);
    }
}
