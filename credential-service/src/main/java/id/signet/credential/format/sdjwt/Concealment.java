package id.signet.credential.format.sdjwt;

import id.signet.credential.UnsuitableInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import id.signet.crypto.json.Json;
import id.signet.crypto.json.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The issuer's side of RFC 9901 §4.2: the named claims are taken out of a payload and leave their digests. A pointer
 * below another one makes a recursive disclosure: what it names is hidden inside the disclosure above it.
 */
public final class Concealment {

    private final Salts salts;
    private final boolean decoys;
    private final List<Disclosure> disclosures = new ArrayList<>();

    private Concealment(Salts salts, boolean decoys) {
        this.salts = salts;
        this.decoys = decoys;
    }

    /**
     * @param payload with digests in place of what was taken out, and with {@code _sd_alg} where there are any
     * @param disclosures inner ones before those that contain them
     */
    public record Concealed(ObjectNode payload, List<Disclosure> disclosures) {}

    /**
     * @param pointers RFC 6901, each naming a member or an array element that exists
     * @param decoys whether each list of digests is filled up to the next power of two, at least four, so that its
     *        length tells little of how many claims there are
     * @throws UnsuitableInput when a pointer names nothing, or a claim has a name that SD-JWT reserves
     */
    public static Concealed conceal(ObjectNode claims, Set<String> pointers, Salts salts, boolean decoys) {
        var concealment = new Concealment(salts, decoys);
        var found = new HashSet<String>();
        if (!(concealment.walk(claims, "", pointers, found) instanceof ObjectNode payload)) {
            throw new IllegalStateException("an object stays an object");
        }
        for (var pointer : pointers) {
            if (!found.contains(pointer)) {
                throw new UnsuitableInput("no-such-claim", "There is no claim at " + pointer + " to make disclosable.");
            }
        }
        if (!concealment.disclosures.isEmpty()) {
            payload.put(Disclosure.ALGORITHM, DigestAlgorithm.SHA_256.text());
        }
        return new Concealed(payload, List.copyOf(concealment.disclosures));
    }

    private JsonNode walk(JsonNode node, String at, Set<String> pointers, Set<String> found) {
        return switch (node) {
            case ObjectNode object -> members(object, at, pointers, found);
            case ArrayNode array -> elements(array, at, pointers, found);
            default -> node;
        };
    }

    private ObjectNode members(ObjectNode object, String at, Set<String> pointers, Set<String> found) {
        var result = Json.object();
        var digests = new ArrayList<String>();
        for (var member : object.properties()) {
            var name = member.getKey();
            if (name.equals(Disclosure.DIGESTS)
                    || name.equals(Disclosure.ELEMENT)
                    || name.equals(Disclosure.ALGORITHM)) {
                throw new UnsuitableInput("claim-reserved", "No claim is named " + name + " in an SD-JWT.");
            }
            var pointer = JsonPointer.below(at, name);
            var value = walk(member.getValue(), pointer, pointers, found);
            if (pointers.contains(pointer)) {
                found.add(pointer);
                digests.add(record(Disclosure.ofMember(salts.next(), name, value)));
            } else {
                result.set(name, value);
            }
        }
        if (!digests.isEmpty()) {
            addDecoys(digests);
            // Sorted, so that the order tells nothing of the claims.
            Collections.sort(digests);
            var array = result.putArray(Disclosure.DIGESTS);
            digests.forEach(array::add);
        }
        return result;
    }

    private ArrayNode elements(ArrayNode array, String at, Set<String> pointers, Set<String> found) {
        var result = Json.array();
        for (var i = 0; i < array.size(); i++) {
            var pointer = at + "/" + i;
            var value = walk(array.get(i), pointer, pointers, found);
            if (pointers.contains(pointer)) {
                found.add(pointer);
                result.addObject().put(Disclosure.ELEMENT, record(Disclosure.ofElement(salts.next(), value)));
            } else {
                result.add(value);
            }
        }
        return result;
    }

    private String record(Disclosure disclosure) {
        disclosures.add(disclosure);
        return disclosure.digest(DigestAlgorithm.SHA_256);
    }

    private void addDecoys(List<String> digests) {
        if (!decoys) {
            return;
        }
        var wanted = Math.max(4, Integer.highestOneBit(digests.size() * 2 - 1));
        while (digests.size() < wanted) {
            digests.add(DigestAlgorithm.SHA_256.digest(salts.next()));
        }
    }
}
