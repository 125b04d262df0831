package id.signet.app.api.vcapi;

import tools.jackson.databind.JsonNode;

/** How this door reads what is submitted to be verified: as it was sent, but for what test suites are granted. */
@FunctionalInterface
public interface Submissions {

    Submissions AS_SENT = submitted -> submitted;

    JsonNode read(JsonNode submitted);
}
