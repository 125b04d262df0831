package id.signet.credential;

import tools.jackson.databind.JsonNode;

/**
 * A signed credential, ready to be handed to its holder.
 *
 * @param format the name of the format
 * @param mediaType such as {@code application/vc+jwt}
 * @param body an object with its proof, or a token as a JSON string
 */
public record SecuredCredential(String format, String mediaType, JsonNode body) {}
