package id.signet.crypto.proof;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.hash.Hashes;
import id.signet.crypto.rdf.CanonicalDataset;
import id.signet.crypto.rdf.RdfReader;
import id.signet.crypto.rdf.Rdfc10;

/**
 * What a verifier sees of a document, under the labels that were signed: "createVerifyData" of the selective suites.
 *
 * @param mandatory the statements that every disclosure shows
 * @param others those that this one shows besides
 */
record RevealedStatements(List<String> mandatory, List<String> others) {

    static final String FORM = "revealed statements";

    static CanonicalDataset canonical(RdfReader reader, ObjectNode document) {
        return Rdfc10.canonicalize(reader.read(document), Hashes::sha256);
    }

    /**
     * What a derived proof says of the document it belongs to.
     *
     * @param labels from the number of a canonical label to the label that was signed
     * @param mandatoryIndexes ascending
     */
    record Places(SortedMap<Integer, String> labels, List<Integer> mandatoryIndexes) {}

    /**
     * @throws ProofRefused if there is not one label for each blank node, each another, or an index is beyond the
     *     statements: two nodes under one label would be one
     */
    static RevealedStatements of(CanonicalDataset document, Places places) {
        SortedMap<Integer, String> labels = places.labels();
        List<Integer> mandatoryIndexes = places.mandatoryIndexes();
        TreeSet<Integer> nodes = new TreeSet<>();
        document.labels().values().forEach(label -> nodes.add(number(label)));
        if (!nodes.equals(new TreeSet<>(labels.keySet()))
                || new HashSet<>(labels.values()).size() != labels.size()) {
            throw new ProofRefused("the labels of the proof are not those of the document's unnamed objects");
        }
        List<String> lines = document.lines(label -> labels.getOrDefault(number(label), label));
        if (!mandatoryIndexes.isEmpty() && mandatoryIndexes.getLast() >= lines.size()) {
            throw new ProofRefused("a mandatory statement of the proof is not in the document");
        }
        Set<Integer> among = Set.copyOf(mandatoryIndexes);
        List<String> mandatory = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            (among.contains(i) ? mandatory : others).add(lines.get(i));
        }
        return new RevealedStatements(List.copyOf(mandatory), List.copyOf(others));
    }

    private static int number(String label) {
        return Integer.parseInt(label, CanonicalDataset.PREFIX.length(), label.length(), 10);
    }
}
