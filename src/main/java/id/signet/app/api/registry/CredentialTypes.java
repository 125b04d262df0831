package id.signet.app.api.registry;

import id.signet.crypto.MalformedInput;
import id.signet.registry.schema.RegisteredSchema;
import id.signet.registry.schema.SchemaRegistry;

/** Credential types as callers name them. */
record CredentialTypes(SchemaRegistry schemas) {

    /** A URI as it stands; a registered name stands for its type over all versions. */
    String uri(String text) {
        if (text.indexOf(':') >= 0) {
            return text;
        }
        return schemas.named(text)
                .stream()
                .findFirst()
                .map(RegisteredSchema::typeUri)
                .orElseThrow(() -> new MalformedInput("no type is registered under the name in 'credentialType'"));
    }
}
