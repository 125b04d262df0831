package id.signet.registry.issuer;

import id.signet.crypto.MalformedInput;
import id.signet.crypto.jose.CompactToken;
import id.signet.crypto.jose.Jws;
import id.signet.crypto.json.Jcs;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.StrictJson;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.key.SigningKey;
import id.signet.registry.did.Did;
import id.signet.registry.did.DidUrl;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whom an authority lets issue what, for readers who do not follow its log: in the shape of ETSI TS 119 602, as a compact JWS
 * (docs/adr/0037-trusted-lists.md).
 *
 * @param sequence one more than the newest leaf that the list rests on
 * @param nextUpdate until when it may be relied on
 */
public record TrustedList(Did authority, String operator, long sequence, Instant issued, Instant nextUpdate,
        List<Entity> entities) {

    /** Of the signed list, in characters. */
    public static final int MAX_LENGTH = 900_000;

    private static final String TYPE = "lote+jwt";
    private static final String LIST_TYPE = "urn:signet:lote:accredited-issuers";
    private static final int VERSION = 1;
    private static final StrictJson.Limits LIMITS = StrictJson.Limits.DEFAULT.withBytes(MAX_LENGTH).withValues(200_000);
    private static final Pattern VERSIONS = Pattern.compile("/[1-9][0-9]{0,17}");
    /** The last part of the address that stands for every numbered type of a log. */
    private static final String TYPES = "/types";
    private static final Pattern NUMBERED = Pattern.compile("/[1-9][0-9]{0,17}(?:/[1-9][0-9]{0,17})?");

    public TrustedList {
        entities = List.copyOf(entities);
        if (sequence < 1 || !issued.isBefore(nextUpdate)) {
            throw new MalformedInput("a trusted list has a number from 1, and ends after it begins");
        }
    }

    /** An issuer and what it may issue. */
    public record Entity(Did did, String name, List<Service> services) {

        public Entity {
            services = List.copyOf(services);
        }
    }

    /** @param by the authority that accredits: the list's own, or one below it */
    public record Service(String credentialType, Did by, Optional<Instant> from, Optional<Instant> until) {

        boolean holdsAt(Instant time) {
            return from.filter(time::isBefore).isEmpty() && until.filter(end -> !time.isBefore(end)).isEmpty();
        }

        /** Whether it is for the type, for all versions of it, or for all types of its log. */
        boolean covers(String type) {
            return type.equals(credentialType) || (type.startsWith(credentialType)
                    && (credentialType.endsWith(TYPES) ? NUMBERED : VERSIONS)
                            .matcher(type.substring(credentialType.length()))
                            .matches());
        }
    }

    /** What lets the issuer issue one of the types now. */
    public Optional<Service> find(Did issuer, List<String> types, Instant now) {
        return entities.stream()
                .filter(entity -> entity.did().equals(issuer))
                .flatMap(entity -> entity.services().stream())
                .filter(service -> service.holdsAt(now) && types.stream().anyMatch(service::covers))
                .findFirst();
    }

    /** @throws MalformedInput if the key signs no tokens, or the list is longer than any that is read */
    public String sign(DidUrl method, SigningKey key) {
        if (!key.publicKey().type().isOfJose()) {
            throw new MalformedInput("a trusted list is signed by a key that signs tokens");
        }
        String signed = Jws.sign(Json.object().put("typ", TYPE).put("kid", method.toString()),
                Jcs.canonicalize(toJson()), key);
        if (signed.length() > MAX_LENGTH) {
            throw new MalformedInput("a trusted list has at most " + MAX_LENGTH + " characters");
        }
        return signed;
    }

    /** @throws MalformedInput if it is no trusted list, or this key did not sign it */
    public static TrustedList verify(String signed, PublicKey key) {
        CompactToken token = CompactToken.parse(signed, MAX_LENGTH);
        if (!token.type().equals(Optional.of(TYPE))) {
            throw new MalformedInput("the typ of a trusted list is " + TYPE);
        }
        if (!Jws.verify(token, key)) {
            throw new MalformedInput("the trusted list is not signed by the key that is pinned");
        }
        return parse(StrictJson.parseObject(token.payload().toArray(), LIMITS));
    }

    ObjectNode toJson() {
        ObjectNode list = Json.object();
        ObjectNode scheme = list.putObject("ListAndSchemeInformation");
        scheme.put("LoTEVersionIdentifier", VERSION)
                .put("LoTESequenceNumber", sequence)
                .put("LoTEType", LIST_TYPE)
                .put("ListIssueDateTime", issued.toString())
                .put("NextUpdate", nextUpdate.toString());
        scheme.set("SchemeOperatorName", names(operator));
        scheme.put("SchemeOperatorIdentifier", authority.toString());
        ArrayNode listed = list.putArray("TrustedEntitiesList");
        for (Entity entity : entities) {
            ObjectNode json = listed.addObject();
            json.putObject("TrustedEntityInformation").set("TEName", names(entity.name()));
            ArrayNode services = json.putArray("TrustedEntityServices");
            for (Service service : entity.services()) {
                ObjectNode information = services.addObject().putObject("ServiceInformation");
                information.put("ServiceTypeIdentifier", service.credentialType());
                information.putObject("ServiceDigitalIdentity").putArray("OtherIds").add(entity.did().toString());
                information.put("AccreditedBy", service.by().toString());
                service.from().ifPresent(time -> information.put("ValidFrom", time.toString()));
                service.until().ifPresent(time -> information.put("ValidUntil", time.toString()));
            }
        }
        ObjectNode json = Json.object();
        json.set("LoTE", list);
        return json;
    }

    private static ArrayNode names(String name) {
        ArrayNode names = Json.array();
        names.addObject().put("lang", "und").put("value", name);
        return names;
    }

    private static TrustedList parse(ObjectNode json) {
        JsonNode list = json.path("LoTE");
        JsonNode scheme = list.path("ListAndSchemeInformation");
        if (!scheme.path("LoTEVersionIdentifier").isInt() || scheme.get("LoTEVersionIdentifier").intValue() != VERSION
                || !text(scheme, "LoTEType").equals(LIST_TYPE)) {
            throw new MalformedInput("not a list of accredited issuers, version " + VERSION);
        }
        JsonNode number = scheme.path("LoTESequenceNumber");
        if (!number.isIntegralNumber() || !number.canConvertToLong()) {
            throw new MalformedInput("LoTESequenceNumber is a whole number");
        }
        List<Entity> entities = new ArrayList<>();
        for (JsonNode entity : array(list, "TrustedEntitiesList")) {
            entities.add(entity(entity));
        }
        return new TrustedList(Did.parse(text(scheme, "SchemeOperatorIdentifier")),
                name(scheme, "SchemeOperatorName"), number.longValue(), time(scheme, "ListIssueDateTime").orElseThrow(),
                time(scheme, "NextUpdate").orElseThrow(), entities);
    }

    private static Entity entity(JsonNode json) {
        List<Service> services = new ArrayList<>();
        Optional<Did> did = Optional.empty();
        for (JsonNode one : array(json, "TrustedEntityServices")) {
            JsonNode information = one.path("ServiceInformation");
            Did named = Did.parse(information.at("/ServiceDigitalIdentity/OtherIds/0").asString(""));
            if (did.filter(before -> !before.equals(named)).isPresent()) {
                throw new MalformedInput("the services of one entity name one DID");
            }
            did = Optional.of(named);
            services.add(new Service(text(information, "ServiceTypeIdentifier"),
                    Did.parse(text(information, "AccreditedBy")), time(information, "ValidFrom"),
                    time(information, "ValidUntil")));
        }
        return new Entity(did.orElseThrow(() -> new MalformedInput("an entity has a service")),
                name(json.path("TrustedEntityInformation"), "TEName"), services);
    }

    private static ArrayNode array(JsonNode json, String member) {
        if (json.path(member) instanceof ArrayNode array) {
            return array;
        }
        throw new MalformedInput(member + " is an array");
    }

    private static String name(JsonNode json, String member) {
        return text(array(json, member).path(0), "value");
    }

    private static String text(JsonNode json, String member) {
        JsonNode value = json.path(member);
        if (!value.isString() || value.stringValue().isEmpty()) {
            throw new MalformedInput(member + " is a text that is not empty");
        }
        return value.stringValue();
    }

    private static Optional<Instant> time(JsonNode json, String member) {
        if (!json.has(member)) {
            if (member.equals("ListIssueDateTime") || member.equals("NextUpdate")) {
                throw new MalformedInput(member + " is missing");
            }
            return Optional.empty();
        }
        try {
            return Optional.of(Instant.parse(text(json, member)));
        } catch (DateTimeParseException e) {
            throw new MalformedInput(member + " is a date and time in UTC", e);
        }
    }
}
