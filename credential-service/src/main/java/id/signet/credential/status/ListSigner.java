package id.signet.credential.status;

import id.signet.credential.UnsecuredCredential;
import id.signet.credential.UnsuitableInput;
import id.signet.credential.format.CredentialFormat;
import id.signet.credential.format.VcDocument;
import id.signet.credential.issuer.Issuers.Method;
import id.signet.credential.status.StatusStore.SignedFace;
import id.signet.crypto.Bytes;
import id.signet.crypto.cose.Cose;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.SigningKey;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Makes the faces of one list version. All faces show the same bits. */
final class ListSigner {

    private final CredentialFormat dataIntegrity;
    private final CredentialFormat jwt;
    private final StatusListTerms terms;

    ListSigner(CredentialFormat dataIntegrity, CredentialFormat jwt, StatusListTerms terms) {
        this.dataIntegrity = dataIntegrity;
        this.jwt = jwt;
        this.terms = terms;
    }

    /** @param last no later list of this issuer will be signed */
    List<SignedFace> sign(StatusListRow list, String url, StatusArray array, long sequence, Method method,
            SigningKey key, Instant now, boolean last) {
        Instant signed = now.truncatedTo(ChronoUnit.SECONDS);
        Instant expires = signed.plus(last ? terms.lastLifetime() : terms.lifetime());
        var faces = new ArrayList<SignedFace>();
        for (StatusFace face : StatusFace.of(list.kind())) {
            Optional<Bytes> body = switch (face) {
                case DATA_INTEGRITY -> secured(dataIntegrity, list, url, array, method, key, signed, expires);
                case JWT -> secured(jwt, list, url, array, method, key, signed, expires);
                case TOKEN -> Optional.of(jwt(token(url, array, method, signed, expires), method, key));
                case TOKEN_CWT -> cwt(token(url, array, method, signed, expires), method, key);
            };
            body.ifPresent(bytes -> faces.add(new SignedFace(face, sequence, bytes, now, expires)));
        }
        return faces;
    }

    /** Bitstring Status List 1.0 §2.2. */
    private Optional<Bytes> secured(CredentialFormat format, StatusListRow list, String url, StatusArray array,
            Method method, SigningKey key, Instant signed, Instant expires) {
        ObjectNode document = Json.object();
        document.set("@context", Json.array(List.of(VcDocument.CONTEXT)));
        document.put("id", url);
        document.set("type", Json.array(List.of(VcDocument.TYPE, "BitstringStatusListCredential")));
        document.put("issuer", method.issuer());
        document.put("validFrom", signed.toString());
        document.put("validUntil", expires.toString());
        ObjectNode subject = document.putObject("credentialSubject");
        subject.put("id", url + "#list");
        subject.put("type", "BitstringStatusList");
        subject.put("statusPurpose", list.kind().purpose());
        subject.put("encodedList", array.encoded());
        try {
            var request = format.prepare(new UnsecuredCredential(document, method.id(), method.key(), signed,
                    List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
            var body = format.assemble(request, key.sign(request.message().toArray())).body();
            return Optional.of(Bytes.utf8(body.isString() ? body.stringValue() : body.toString()));
        } catch (UnsuitableInput e) {
            // No Data Integrity suite takes secp256k1: such an issuer's lists are served as JWT alone.
            return Optional.empty();
        }
    }

    private StatusListToken token(String url, StatusArray array, Method method, Instant signed, Instant expires) {
        return new StatusListToken(Optional.of(method.issuer()), Optional.of(url), signed, Optional.of(expires),
                Optional.of(terms.timeToLive().toSeconds()), StatusKind.TOKEN.bits(), array.compressed());
    }

    /** Token Status List §5.1. */
    private static Bytes jwt(StatusListToken token, Method method, SigningKey key) {
        ObjectNode header = Json.object();
        header.put("typ", "statuslist+jwt");
        header.put("kid", method.id());
        return Bytes.utf8(Jws.sign(header, Jcs.canonicalize(token.claims()), key));
    }

    /** Token Status List §5.2. COSE has no algorithm for some keys: such an issuer's lists are served as JWT alone. */
    private static Optional<Bytes> cwt(StatusListToken token, Method method, SigningKey key) {
        return Cose.signs(method.keyType())
                ? Optional.of(Bytes.of(Cose.sign(
                        new Cose.Header(method.id(), "application/statuslist+cwt", Optional.empty(), Map.of()),
                        token.cborClaims().encoded(), key)))
                : Optional.empty();
    }

    /** When a list signed now should be signed anew. */
    Instant renewal(Instant now) {
        return now.plus(terms.lifetime().dividedBy(2));
    }
}
