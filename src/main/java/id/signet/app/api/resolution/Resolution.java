package id.signet.app.api.resolution;

import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionError;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What became of a request to resolve, in the terms of DID Resolution 1.0 and its HTTP status. */
sealed interface Resolution {

    int status();

    /** @param receipt of the version, if it was asked for */
    record Done(DidDocument document, DocumentMetadata metadata, Optional<String> receipt) implements Resolution {

        @Override
        public int status() {
            return 200;
        }
    }

    /** A verification method or a service of the document. */
    record Part(ObjectNode content) implements Resolution {

        @Override
        public int status() {
            return 200;
        }
    }

    /** The address of a service. */
    record Elsewhere(String location) implements Resolution {

        @Override
        public int status() {
            return 303;
        }
    }

    /** The DID is deactivated; its last document is not shown as if it still held. */
    record Ended(Did did, DocumentMetadata metadata) implements Resolution {

        @Override
        public int status() {
            return 410;
        }
    }

    record Failed(ResolutionError error, String detail) implements Resolution {

        /**
         * DID Resolution 1.0, "HTTP(S) Binding"; but what others published wrongly is no fault of this server, and a host
         * that cannot be reached is one behind it.
         */
        @Override
        public int status() {
            return switch (error) {
                case INVALID_DID, INVALID_DID_DOCUMENT, INVALID_DID_URL, INVALID_OPTIONS, INVALID_PUBLIC_KEY_LENGTH,
                        INVALID_PUBLIC_KEY_TYPE,
                        INVALID_RELATIONSHIP_FOR_VERIFICATION_METHOD ->
                    400;
                case NOT_FOUND -> 404;
                case REPRESENTATION_NOT_SUPPORTED -> 406;
                case INTERNAL_ERROR -> 502;
                case METHOD_NOT_SUPPORTED, FEATURE_NOT_SUPPORTED, UNSUPPORTED_PUBLIC_KEY_TYPE -> 501;
            };
        }
    }
}
