package id.signet.registry.did.weidentity;

import id.signet.registry.did.log.ImportBody;

/** An old document in the form of this log, before anybody has signed it. */
public record Translation(ImportBody body, ImportReport report) {}
