package id.signet.app.api.resolution;

import id.signet.registry.did.DidDocument;
import id.signet.registry.did.resolution.DocumentMetadata;
import id.signet.registry.did.resolution.ResolutionError;

/** What became of a request to resolve, in the terms of DID Resolution 1.0 and its HTTP status. */
sealed interface Resolution {

    int status();

    record Done(DidDocument document, DocumentMetadata metadata) implements Resolution {

        @Override
        public int status() {
            return 200;
        }
    }

    /** The DID is deactivated; its last document is not shown as if it still held. */
    record Ended(DocumentMetadata metadata) implements Resolution {

        @Override
        public int status() {
            return 410;
        }
    }

    record Failed(ResolutionError error, String detail) implements Resolution {

        /** DID Resolution 1.0, "HTTP(S) Binding". */
        @Override
        public int status() {
            return switch (error) {
                case INVALID_DID, INVALID_OPTIONS -> 400;
                case NOT_FOUND -> 404;
                case REPRESENTATION_NOT_SUPPORTED -> 406;
                case METHOD_NOT_SUPPORTED, FEATURE_NOT_SUPPORTED -> 501;
            };
        }
    }
}
