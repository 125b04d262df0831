package id.signet.app.api.resolution;

import id.signet.crypto.json.Json;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidDocument;
import id.signet.registry.did.resolution.DocumentMetadata;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/** How a resolution is put on the wire; chosen by {@code Accept}. */
enum ResolutionWriter {

    /** The result object of the Candidate Recommendation: errors are objects. */
    RESULT("application/did-resolution") {
        @Override
        JsonNode write(Resolution resolution) {
            ObjectNode json = Json.object();
            document(json, "didDocument", resolution);
            json.set("didResolutionMetadata", resolutionMetadata(resolution));
            json.set("didDocumentMetadata", documentMetadata(resolution));
            return json;
        }
    },

    /** The document alone. */
    DOCUMENT("application/did") {
        @Override
        JsonNode write(Resolution resolution) {
            return alone(resolution);
        }
    },

    /** The document alone under its type of DID Core 1.0 §6.2. */
    JSON_DOCUMENT("application/did+json") {
        @Override
        JsonNode write(Resolution resolution) {
            return alone(resolution);
        }
    },

    /** The document alone under its type of DID Core 1.0 §6.3. */
    JSON_LD_DOCUMENT("application/did+ld+json") {
        @Override
        JsonNode write(Resolution resolution) {
            return alone(resolution);
        }
    },

    /** What dereferencing a bare DID gives; the text says {@code content}, its suite {@code contentStream}. */
    DEREFERENCED("application/did-url-dereferencing") {
        @Override
        JsonNode write(Resolution resolution) {
            ObjectNode json = Json.object();
            document(json, "content", resolution);
            document(json, "contentStream", resolution);
            json.set("dereferencingMetadata", resolutionMetadata(resolution));
            json.set("contentMetadata", documentMetadata(resolution));
            return json;
        }
    },

    /** As resolvers answered before: errors are words, and a document is always an object. */
    LEGACY("application/ld+json;profile=\"https://w3id.org/did-resolution\"") {
        @Override
        JsonNode write(Resolution resolution) {
            ObjectNode json = Json.object();
            json.put("@context", "https://w3id.org/did-resolution/v1");
            json.set("didDocument", switch (resolution) {
                case Resolution.Done done -> shown(done.document());
                case Resolution.Part part -> part.content();
                case Resolution.Ended ended -> nothingLeft(ended.did());
                default -> Json.object();
            });
            ObjectNode metadata = json.putObject("didResolutionMetadata");
            if (resolution instanceof Resolution.Failed failed) {
                metadata.put("error", camelCase(failed.error().name()));
                metadata.put("message", failed.detail());
                // Where such clients look after they asked for a DID URL.
                json.set("didDereferencingMetadata", metadata.deepCopy());
            } else {
                metadata.put("contentType", "application/did+ld+json");
            }
            json.set("didDocumentMetadata", documentMetadata(resolution));
            return json;
        }
    };

    private static final Set<ResolutionWriter> DOCUMENTS = EnumSet.of(DOCUMENT, JSON_DOCUMENT, JSON_LD_DOCUMENT);

    private static final String PART = "application/json";

    private final String mediaType;

    ResolutionWriter(String mediaType) {
        this.mediaType = mediaType;
    }

    abstract JsonNode write(Resolution resolution);

    /** An answer that is no document is a result, whatever was asked for. */
    String mediaType(Resolution resolution) {
        return switch (resolution) {
            // What is inside a document is served in an envelope or as what it is.
            case Resolution.Part _ -> DOCUMENTS.contains(this) ? PART : mediaType;
            case Resolution.Done _ -> mediaType;
            default -> DOCUMENTS.contains(this) ? RESULT.mediaType : mediaType;
        };
    }

    /** The writer for one wish of an {@code Accept} header, or none. */
    static List<ResolutionWriter> of(MediaType wish) {
        String type = wish.getType() + "/" + wish.getSubtype();
        if (type.equals("application/ld+json")) {
            String profile = wish.getParameter("profile");
            return profile != null && profile.contains("w3id.org/did-resolution") ? List.of(LEGACY) : List.of();
        }
        if (wish.isWildcardType() || wish.isWildcardSubtype() || type.equals("application/json")) {
            return List.of(RESULT);
        }
        return Arrays.stream(values()).filter(writer -> writer.mediaType.equals(type)).toList();
    }

    private static JsonNode alone(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Done done -> shown(done.document());
            case Resolution.Part part -> part.content();
            default -> RESULT.write(resolution);
        };
    }

    /** What was logged is passed on as it is. */
    private static JsonNode shown(DidDocument document) {
        return document.logged()
                .<JsonNode>map(text -> JsonNodeFactory.instance.rawValueNode(new RawValue(text)))
                .orElseGet(document::json);
    }

    /** DID Core 1.0 §7.1 counts a deactivated DID as resolved, with a document: its own, without keys and services. */
    private static ObjectNode nothingLeft(Did did) {
        ObjectNode document = Json.object();
        document.set("@context", Json.array(List.of(DidDocument.CONTEXT)));
        document.put("id", did.toString());
        return document;
    }

    private static void document(ObjectNode json, String member, Resolution resolution) {
        json.set(member, switch (resolution) {
            case Resolution.Done done -> shown(done.document());
            case Resolution.Part part -> part.content();
            default -> JsonNodeFactory.instance.nullNode();
        });
    }

    private static ObjectNode resolutionMetadata(Resolution resolution) {
        ObjectNode metadata = Json.object();
        if (resolution instanceof Resolution.Failed failed) {
            metadata.putObject("error")
                    .put("type", failed.error().type())
                    .put("title", words(failed.error().name()))
                    .put("detail", failed.detail());
        } else {
            metadata.put("contentType", "application/did");
            if (resolution instanceof Resolution.Done done) {
                done.metadata().retrieved().ifPresent(at -> metadata.put("retrieved", seconds(at)));
            }
        }
        return metadata;
    }

    private static ObjectNode documentMetadata(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Done done -> {
                ObjectNode metadata = documentMetadata(done.metadata());
                done.receipt().ifPresent(receipt -> metadata.put("receipt", receipt));
                yield metadata;
            }
            case Resolution.Ended ended -> documentMetadata(ended.metadata());
            case Resolution.Failed _,Resolution.Part _,Resolution.Elsewhere _ -> Json.object();
        };
    }

    private static ObjectNode documentMetadata(DocumentMetadata known) {
        ObjectNode metadata = Json.object();
        known.created().ifPresent(at -> metadata.put("created", seconds(at)));
        known.updated().ifPresent(at -> metadata.put("updated", seconds(at)));
        known.versionId().ifPresent(version -> metadata.put("versionId", version));
        known.nextVersionId().ifPresent(version -> metadata.put("nextVersionId", version));
        if (known.deactivated()) {
            metadata.put("deactivated", true);
        }
        metadata.setAll(known.ofMethod());
        return metadata;
    }

    /** DID Core: UTC without sub-seconds. */
    private static String seconds(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String words(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace('_', ' ').replace("did", "DID").replace("url", "URL");
        return Character.toUpperCase(lower.charAt(0)) + lower.substring(1);
    }

    private static String camelCase(String name) {
        String[] parts = name.toLowerCase(Locale.ROOT).split("_", -1);
        return parts[0] + Arrays.stream(parts)
                .skip(1)
                .map(part -> Character.toUpperCase(part.charAt(0)) + part.substring(1))
                .collect(Collectors.joining());
    }
}
