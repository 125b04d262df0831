package id.signet.credential.issue;

import id.signet.credential.SchemaReference;
import id.signet.credential.UnsecuredCredential;
import id.signet.credential.format.JsonSchemaCredential;
import id.signet.credential.format.VcDocument;
import id.signet.credential.format.dataintegrity.DataIntegrityFormat;
import id.signet.credential.issuer.Issuers;
import id.signet.credential.issuer.Issuers.Method;
import id.signet.crypto.DateTimeStamps;
import id.signet.crypto.RecentlyUsed;
import id.signet.crypto.json.Json;
import id.signet.crypto.key.SigningKey;
import id.signet.crypto.proof.Cryptosuites;
import id.signet.registry.did.hosting.HostedKeys;
import id.signet.registry.schema.RegisteredSchema;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Registered schemas as credentials of their authors (VC JSON Schema §2.2). What such a credential says is in the log,
 * signed by the author, so it is no new statement and has no entry of its own: like a status list it is signed when it is
 * asked for, and anew after its key was replaced.
 */
public final class SchemaCredentials {

    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";

    private final Issuers issuers;
    private final HostedKeys keys;
    private final Clock clock;
    private final DataIntegrityFormat format = new DataIntegrityFormat(Cryptosuites.jcs());
    private final RecentlyUsed<SignedBy, ObjectNode> signed = new RecentlyUsed<>(1_000);

    public SchemaCredentials(Issuers issuers, HostedKeys keys, Clock clock) {
        this.issuers = issuers;
        this.keys = keys;
        this.clock = clock;
    }

    private record SignedBy(String schema, String method) {}

    /** Absent where the author's keys are not kept here, are no longer in force, or fit no suite. */
    public Optional<ObjectNode> of(RegisteredSchema schema) {
        return keys.owner(schema.author()).flatMap(tenant -> {
            if (!(issuers.standing(tenant, schema.author().toString()) instanceof Issuers.Standing.Active active)) {
                return Optional.empty();
            }
            return active.assertionMethods()
                    .stream()
                    .filter(method -> Cryptosuites.jcsFor(method.keyType()).isPresent())
                    .findFirst()
                    .flatMap(method -> {
                        SignedBy by = new SignedBy(schema.id(), method.id());
                        return Optional.ofNullable(signed.get(by)).or(() -> issuers.open(tenant, method).map(key -> {
                            ObjectNode credential = sign(schema, method, key);
                            signed.put(by, credential);
                            return credential;
                        }));
                    });
        });
    }

    private ObjectNode sign(RegisteredSchema schema, Method method, SigningKey key) {
        var request = format.prepare(new UnsecuredCredential(document(schema), method.id(), method.key(),
                clock.instant().truncatedTo(ChronoUnit.SECONDS), List.of(), Optional.empty(), Optional.empty(),
                Optional.empty(), Optional.empty()));
        return (ObjectNode) format.assemble(request, key.sign(request.message().toArray())).body();
    }

    private static ObjectNode document(RegisteredSchema schema) {
        ObjectNode document = Json.object();
        document.putArray("@context").add(VcDocument.CONTEXT);
        document.put("id", schema.credentialUrl());
        document.putArray("type").add(VcDocument.TYPE).add(SchemaReference.JSON_SCHEMA_CREDENTIAL);
        document.put("issuer", schema.author().toString());
        document.put("validFrom", DateTimeStamps.format(schema.loggedAt().truncatedTo(ChronoUnit.SECONDS)));
        document.set("credentialSchema", JsonSchemaCredential.itsSchema());
        ObjectNode subject = document.putObject("credentialSubject");
        subject.put("id", schema.id()).put("type", SchemaReference.JSON_SCHEMA);
        ObjectNode jsonSchema = schema.jsonSchema();
        subject.set("jsonSchema",
                (jsonSchema.has("$schema") ? jsonSchema : jsonSchema.put("$schema", DIALECT)).put("$id", schema.id()));
        return document;
    }
}
