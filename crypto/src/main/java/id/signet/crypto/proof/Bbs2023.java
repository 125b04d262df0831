package id.signet.crypto.proof;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import tools.jackson.databind.node.ObjectNode;

import id.signet.crypto.Bytes;
import id.signet.crypto.MalformedInput;
import id.signet.crypto.bbs.Bbs;
import id.signet.crypto.bbs.BbsInput;
import id.signet.crypto.bbs.BbsProof;
import id.signet.crypto.bbs.BbsPublicKey;
import id.signet.crypto.bbs.BbsSignature;
import id.signet.crypto.cbor.Cbor;
import id.signet.crypto.json.JsonPointer;
import id.signet.crypto.key.Bls12381G2PublicKey;
import id.signet.crypto.key.KeyType;
import id.signet.crypto.key.PublicKey;
import id.signet.crypto.rdf.RdfReader;

/**
 * W3C Data Integrity BBS Cryptosuites 1.0 (Candidate Recommendation), {@code bbs-2023}, the baseline. One BBS signature has
 * the proof options and the mandatory statements as its header and every other statement as a message; a derived proof
 * shows some messages, and neither the signature nor another derived proof can be recognised in it.
 */
public final class Bbs2023 extends SelectiveCryptosuite {

    /** Of a presentation header. */
    private static final int MAX_HEADER = 1_024;
    private static final int BASE = 2;
    private static final int HEADER_LENGTH = 64;
    /** What verifying costs whatever the number of messages, each of which costs about an ordinary signature. */
    private static final int PAIRINGS = 40;

    public Bbs2023(RdfReader reader) {
        this(reader, SecretLabels.freshKeys());
    }

    /** For the vectors, which print the secrets. */
    Bbs2023(RdfReader reader, Supplier<Bytes> labelKeys) {
        super(reader, labelKeys);
    }

    @Override
    public String name() {
        return "bbs-2023";
    }

    @Override
    public boolean accepts(KeyType type) {
        return type == KeyType.BLS12381_G2;
    }

    @Override
    int baseKind() {
        return BASE;
    }

    /** "Optional Features". */
    @Override
    String otherKind(int kind) {
        return switch (kind) {
            case 4, 5 -> "anonymous holder binding of bbs-2023 is not supported";
            case 6, 7 -> "pseudonyms of bbs-2023 are not supported";
            case 8, 9 -> "holder binding with pseudonyms of bbs-2023 is not supported";
            default -> "the proofValue of a proof is not that of " + name();
        };
    }

    @Override
    Map<String, String> labels(Bytes key, Iterable<String> canonical) {
        return SecretLabels.shuffled(key, canonical);
    }

    // --- base proofs -------------------------------------------------------------------------------------------

    /** "Base Proof Serialization", but for the signature. */
    @Override
    UnsignedProof prepare(ObjectNode document, ProofOptions options, PublicKey key, Bytes labelKey,
            GroupedStatements statements) {
        ObjectNode json = options.toJson(document);
        SigningInput input = input(proofHash(document, json), statements.mandatory());
        ObjectNode parts = parts(labelKey, options.mandatoryPointers())
                .put("header", Bytes.of(input.bytes()).base64Url())
                .put("publicKey", key.encoded().base64Url());
        return new UnsignedProof(this, json, input, Bytes.of(bbsInput(input, statements).encode()), parts);
    }

    @Override
    public String proofValue(ObjectNode parts, byte[] signature) {
        return new SelectiveProofValue(BASE, List.of(Cbor.of(signature), bytes(parts.path("header")),
                bytes(parts.path("publicKey")), bytes(parts.path("labelKey")), pointers(parts))).text();
    }

    private static SigningInput input(Bytes proofHash, List<String> mandatory) {
        return new SigningInput(proofHash, GroupedStatements.hash(mandatory));
    }

    private static BbsInput bbsInput(SigningInput input, GroupedStatements statements) {
        return new BbsInput(Bytes.of(input.bytes()), statements.others().stream().map(Bytes::utf8).toList());
    }

    // --- reading -----------------------------------------------------------------------------------------------

    @Override
    ProofReading.Base base(ObjectNode document, DataIntegrityProof proof, SelectiveProofValue value) {
        Bytes signature = value.bytes(0, BbsSignature.LENGTH);
        Bytes header = value.bytes(1, HEADER_LENGTH);
        Bytes key = value.bytes(2, BbsPublicKey.LENGTH);
        Bytes labelKey = value.bytes(3, SecretLabels.KEY_LENGTH);
        GroupedStatements statements = regrouped(document, value.pointers(4), labelKey);
        SigningInput input = input(proofHash(document, proof.options()), statements.mandatory());
        if (!header.equals(Bytes.of(input.bytes()))) {
            throw new ProofRefused("the proof does not belong to the document: its mandatory part is another");
        }
        return new Base(input, statements, proof.options(), signature, key);
    }

    @Override
    ProofReading.Verifiable derived(CoveredDocument document, DataIntegrityProof proof, SelectiveProofValue value) {
        BbsProof bbsProof;
        try {
            bbsProof = BbsProof.parse(value.bytes(0));
        } catch (MalformedInput e) {
            throw new ProofValueRefused("the proofValue of a proof holds no BBS proof: " + e.getMessage());
        }
        RevealedStatements statements = revealed(document, new RevealedStatements.Places(
                value.labels(1, item -> "b" + SelectiveProofValue.index(item)), value.indexes(2)));
        List<Integer> indexes = value.indexes(3);
        Bytes presentationHeader = value.bytes(4);
        if (presentationHeader.size() > MAX_HEADER) {
            throw new ProofValueRefused("the presentation header of a proof is too long");
        }
        if (indexes.size() != statements.others().size()) {
            throw new ProofRefused("the proof has not one index for each statement of the document");
        }
        SortedMap<Integer, Bytes> messages = new TreeMap<>();
        for (int i = 0; i < indexes.size(); i++) {
            messages.put(indexes.get(i), Bytes.utf8(statements.others().get(i)));
        }
        SigningInput input = input(proofHash(document.json(), proof.options()), statements.mandatory());
        return new Derived(input, bbsProof, presentationHeader, messages);
    }

    private record Base(SigningInput input, GroupedStatements statements, ObjectNode options, Bytes signature,
            Bytes key) implements ProofReading.Base {

        /** "Add Derived Proof". */
        @Override
        public ObjectNode derive(List<JsonPointer> selective, Bytes presentationHeader) {
            if (presentationHeader.size() > MAX_HEADER) {
                throw new MalformedInput("a presentation header has at most " + MAX_HEADER + " bytes");
            }
            GroupedStatements.Disclosure disclosure = statements.disclose(selective);
            BbsProof proof = proof(presentationHeader, new TreeSet<>(disclosure.disclosedIndexes()));
            return withProof(disclosure.revealed(), options, new SelectiveProofValue(BASE + 1,
                    List.of(SelectiveProofValue.of(proof.encoded()),
                            SelectiveProofValue.ofLabels(disclosure.labels(),
                                    label -> Cbor.of(Long.parseLong(label.substring(1)))),
                            SelectiveProofValue.ofIndexes(disclosure.mandatoryIndexes()),
                            SelectiveProofValue.ofIndexes(disclosure.disclosedIndexes()),
                            SelectiveProofValue.of(presentationHeader))));
        }

        private BbsProof proof(Bytes presentationHeader, TreeSet<Integer> disclosed) {
            BbsPublicKey issuer;
            BbsSignature bbs;
            try {
                issuer = new BbsPublicKey(key);
                bbs = BbsSignature.parse(signature);
            } catch (MalformedInput e) {
                throw new ProofValueRefused("the proofValue of a proof holds no BBS signature: " + e.getMessage());
            }
            BbsInput signed = bbsInput(input, statements);
            if (!Bbs.SHA_256.verify(issuer, signed, bbs)) {
                throw new ProofRefused("the proof does not belong to the document: its statements are not signed");
            }
            return Bbs.SHA_256.prove(issuer, signed, bbs, presentationHeader, disclosed);
        }
    }

    private record Derived(SigningInput input, BbsProof proof, Bytes presentationHeader,
            SortedMap<Integer, Bytes> messages) implements ProofReading.Verifiable {

        @Override
        public boolean partial() {
            return true;
        }

        @Override
        public int work() {
            return PAIRINGS + proof.hidden() + messages.size();
        }

        /** "Verify Derived Proof". */
        @Override
        public boolean verify(PublicKey key) {
            return key instanceof Bls12381G2PublicKey(var issuer)
                    && Bbs.SHA_256.verifyProof(issuer, proof, Bytes.of(input.bytes()), presentationHeader, messages);
        }
    }
}
