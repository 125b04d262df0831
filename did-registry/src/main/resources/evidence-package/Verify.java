import java.io.*;
import java.math.*;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.security.*;
import java.security.spec.*;
import java.time.Instant;
import java.util.*;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.*;

/**
 * Checks an evidence package of Signet, offline, with Java 25 and nothing else:
 *
 * <pre>java Verify.java [folder or zip] [file ...] [--log-key KEY] [--witness KEY ...] [--quorum N]</pre>
 *
 * It opens no connection and shares no code with the service. Every check prints one line: PASSED, FAILED or NOTE, its
 * name, what it is about, and a sentence. The exit code is 0 if none failed, 1 if one did, 2 for wrong use.
 *
 * To be read from top to bottom: the checks on evidence (1), the histories of keys (2), the log (3), then the tools: JSON
 * (4), keys and signatures (5), curves (6), hashes (7). The documents that are obeyed are named where they are.
 */
public final class Verify {

    /** Why a check failed. */
    static final class Bad extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Bad(String sentence) {
            super(sentence);
        }
    }

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new Bad(otherwise);
        }
    }

    /** Prints a line for each check and counts what failed. */
    static final class Report {
        final PrintStream out;
        int failed;

        Report(PrintStream out) {
            this.out = out;
        }

        /** True if the check, which answers with its sentence, found nothing wrong. */
        boolean check(String name, String subject, Supplier<String> check) {
            try {
                line("PASSED", name, subject, check.get());
                return true;
            } catch (Bad e) {
                line("FAILED", name, subject, e.getMessage());
            } catch (RuntimeException e) {
                line("FAILED", name, subject, "it cannot be read: " + e);
            }
            failed++;
            return false;
        }

        void note(String name, String subject, String sentence) {
            line("NOTE", name, subject, sentence);
        }

        private void line(String result, String name, String subject, String sentence) {
            out.printf("%-7s %-12s %s: %s%n", result, name, subject, sentence);
        }
    }

    public static void main(String[] args) throws IOException {
        System.exit(run(args, new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    static int run(String[] args, PrintStream out) throws IOException {
        List<String> rest = new ArrayList<>();
        List<Log.Key> witnesses = new ArrayList<>();
        String logKey = null;
        int quorum = 0;
        try {
            for (int i = 0; i < args.length; i++) {
                switch (args[i]) {
                    case "--log-key" -> logKey = args[++i];
                    case "--witness" -> witnesses.add(Log.Key.parse(args[++i]));
                    case "--quorum" -> quorum = Integer.parseInt(args[++i]);
                    default -> rest.add(args[i]);
                }
            }
        } catch (RuntimeException e) {
            out.println("Usage: java Verify.java [folder or zip] [file ...] [--log-key KEY] [--witness KEY ...]"
                    + " [--quorum N]");
            return 2;
        }
        boolean named = !rest.isEmpty() && (Files.isDirectory(Path.of(rest.get(0))) || rest.get(0).endsWith(".zip"));
        Path place = Path.of(named ? rest.remove(0) : ".");
        Report report = new Report(out);
        check(place, rest.stream().map(Path::of).toList(), logKey, witnesses, quorum, report);
        out.println(report.failed == 0 ? "VERIFIED" : "NOT VERIFIED: " + report.failed + " checks failed");
        return report.failed == 0 ? 0 : 1;
    }

    static void check(Path place, List<Path> works, String logKey, List<Log.Key> witnesses, int quorum, Report report)
            throws IOException {
        Map<String, byte[]> files = read(place);
        List<Evidence> all = new ArrayList<>();
        Log[] log = new Log[1];
        if (!report.check("package", "package.json", () -> {
            Map<String, Object> json = Json.object(file(files, "package.json"));
            require("signet-evidence-package/1".equals(json.get("format")), "this is no package that is known here");
            for (Object one : Json.list(json, "deposits")) {
                all.add(new Evidence(files, Json.object(one)));
            }
            require(!all.isEmpty(), "the package has no deposit");
            return all.size() + " deposit(s)";
        }) || !report.check("log-key", "log.json", () -> {
            Map<String, Object> json = Json.object(file(files, "log.json"));
            String own = Json.text(json, "verifierKey");
            require(logKey == null || logKey.equals(own), "the package is of the log " + own + ", not of " + logKey);
            List<Log.Key> told = Json.list(json, "witnesses").stream().map(key -> Log.Key.parse((String) key)).toList();
            log[0] = new Log(Log.Key.parse(own), told, witnesses, quorum);
            return "the log is " + log[0].key.name + (logKey == null ? "; THE KEY CAME FROM THE PACKAGE ITSELF. Compare "
                    + own + " with the key from another source, or give that with --log-key" : ", by the key given");
        })) {
            return;
        }
        Dids dids = new Dids(files, log[0], report);
        for (Evidence evidence : all) {
            evidence.check(log[0], dids, report);
        }
        if (files.containsKey("case.json")) {
            report.check("case", "case.json", () -> ordered(Json.object(file(files, "case.json")), all));
        }
        if (works.isEmpty()) {
            report.note("content", "-", "no file was given, so only the digests in the statements were looked at");
        }
        for (Path work : works) {
            byte[][] digests = digests(work);
            report.check("content", work.toString(), () -> content(digests, size(work), all));
        }
    }

    // ---- 1. Evidence (docs/adr/0039-evidence.md) ----------------------------------------------------------------

    /** One deposit and what was said of it, in the order in which it was said. */
    static final class Evidence {
        final Map<String, byte[]> files;
        final String id;
        final String folder;
        final long statements;
        final Map<String, Object> description;
        /** Author, to whether he stands by it; the depositor is the first. */
        final Map<String, Boolean> signers = new LinkedHashMap<>();
        Operation deposit;

        Evidence(Map<String, byte[]> files, Map<String, Object> json) {
            this.files = files;
            this.description = json;
            this.id = Json.text(json, "evidence");
            this.folder = Json.text(json, "folder");
            this.statements = Json.number(json, "statements");
        }

        /** What the deposit says under this name; null if nothing, or if there is no deposit. */
        Object said(String member) {
            return deposit == null ? null : deposit.body.get(member);
        }

        void check(Log log, Dids dids, Report report) {
            report.out.println("Evidence " + id);
            report.check("chain", folder + "statements", () -> {
                long there = files.keySet()
                        .stream()
                        .filter(name -> name.matches(Pattern.quote(folder) + "statements/\\d+\\.json"))
                        .count();
                require(there == statements, "the package has " + there + " statements and speaks of " + statements);
                return there + " statement(s), as the package says";
            });
            Statement before = null;
            for (int n = 1; n <= statements; n++) {
                Statement said = new Statement(folder + "statements/" + n + ".json", n, before);
                if (!said.check(log, dids, report)) {
                    break;
                }
                before = said;
            }
            publications(log, dids, report);
            timestamps(report);
            report.check("standing", id, () -> {
                require(!signers.isEmpty(), "there is no deposit");
                require(signers.values().iterator().next(), "THE DEPOSITOR TOOK IT BACK");
                return "it stands, as far as this package tells. That nothing was said later, only the service can say: "
                        + Json.text(description, "url");
            });
        }

        /** One statement, checked in the order in which each check needs the one before it. */
        final class Statement {
            final String name;
            final int number;
            final Statement before;
            Operation operation;
            Log.Proven proven;
            Dids.Found key;

            Statement(String name, int number, Statement before) {
                this.name = name;
                this.number = number;
                this.before = before;
            }

            /** False if it cannot be read. */
            boolean check(Log log, Dids dids, Report report) {
                if (!report.check("structure", name, () -> structure(log))) {
                    return false;
                }
                report.check("evidence-id", name, this::evidenceId);
                report.check("chain", name, this::chain);
                if (report.check("anchor", name, () -> anchor(log)) && report.check("author-key", name, () -> {
                    key = dids.author(operation.method, proven.versionId(), proven.leaf(), proven.loggedAt());
                    return key.sentence();
                })) {
                    report.check("signature", name, () -> operation.verify(key.key()));
                } else {
                    report.note("signature", name, "not checked, as it is not known which key was in force");
                }
                report.check("standing", name, () -> stand(operation, proven == null
                        ? "an unproven time"
                        : Instant.ofEpochMilli(proven.loggedAt()).toString()));
                return true;
            }

            private String structure(Log log) {
                Map<String, Object> json = Json.object(file(files, name), "operation", "type");
                operation = new Operation(Json.text(json, "type"), Json.object(json.get("operation")));
                require(operation.isAuthors, "a statement has an author");
                require(operation.origin.equals(log.key.name()), "it was made for another log: " + operation.origin);
                require((number == 1) == operation.type.equals("evidence.deposit"), "a deposit comes first, and once");
                if (number == 1) {
                    deposit = operation;
                }
                return operation.type + " by " + operation.did;
            }

            private String evidenceId() {
                String computed = HexFormat.of().formatHex(sha256(operation.signedBytes()), 0, 20);
                String told = number == 1 ? computed : Json.text(operation.body, "evidence");
                require(told.equals(id), "the statement is about " + told);
                return number == 1 ? "the id follows from what was signed" : "it is about this evidence";
            }

            private String chain() {
                require(operation.sequence == number, "its number is " + operation.sequence);
                require(Arrays.equals(operation.previous, before == null ? null : before.operation.hash()),
                        "it does not follow the statement before");
                return before == null ? "the first" : "it follows statement " + before.number;
            }

            private String anchor(Log log) {
                Log.Proven found = log.proveStatement(operation, Log.Receipt
                        .parse(file(files, folder + "receipts/" + number + ".tlog-proof")));
                require(before == null || before.proven == null || found.leaf() > before.proven.leaf(),
                        "it was logged before the statement before it");
                proven = found;
                return proven.sentence();
            }
        }

        /** The table of ADR 0039, "Who may", as far as it shows from the statements. */
        private String stand(Operation said, String when) {
            Boolean stands = signers.get(said.did);
            switch (said.type) {
                case "evidence.deposit" -> require(stands == null, "a deposit is made once");
                case "evidence.sign" -> require(stands == null, "the author has signed before");
                case "evidence.note", "evidence.revoke" ->
                    require(Boolean.TRUE.equals(stands), "the author is no signer who stands by it");
                case "evidence.reinstate" -> require(Boolean.FALSE.equals(stands), "the author has revoked nothing");
                default -> throw new Bad("no statement about evidence has the type " + said.type);
            }
            boolean after = !said.type.equals("evidence.revoke");
            signers.put(said.did, after);
            return said.did + (after ? " stands by it since " : " TOOK HIS WORD BACK at ") + when;
        }

        /** Entries that say the digests in clear; each is the body of the log entry itself. */
        private void publications(Log log, Dids dids, Report report) {
            for (String name : names(files, folder + "publication/", ".json")) {
                report.check("publication", name, () -> {
                    Log.Proven proven = log.proveEntry(files, name);
                    Operation said = new Operation(proven.type, proven.body);
                    require(said.type.equals("evidence.publish") && said.body.get("evidence").equals(id)
                            && said.body.get("digests").equals(deposit.body.get("digests"))
                            && said.did.equals(signers.keySet().iterator().next()),
                            "it does not publish the digests of this evidence in the name of its depositor");
                    said.verify(dids.author(said.method, null, proven.leaf, proven.loggedAt).key);
                    return (said.body.get("revoked").equals(true) ? "published as REVOKED; " : "published; ")
                            + proven.sentence();
                });
            }
        }

        /** RFC 3161 §2.4.2: only what a time-stamp is about; who made it, openssl can tell. */
        private void timestamps(Report report) {
            byte[] imprint = deposit == null ? new byte[32] : sha256(deposit.signedBytes());
            for (String name : names(files, folder + "timestamps/", ".tst")) {
                report.check("time-stamp", name, () -> {
                    byte[] token = file(files, name);
                    byte[] sha256 = HexFormat.of().parseHex("300d06096086480165030402010500" + "0420");
                    byte[] shorter = HexFormat.of().parseHex("300b0609608648016503040201" + "0420");
                    require(contains(token, concat(sha256, imprint)) || contains(token, concat(shorter, imprint)),
                            "it is not about SHA-256 of what the depositor signed");
                    return "its imprint is right. Check authority and time with: openssl ts -verify -token_in -in " + name
                            + " -digest " + HexFormat.of().formatHex(imprint) + " -CAfile <the authority's roots, PEM>";
                });
            }
        }
    }

    /** Numbers from 1 without a gap, each deposit naming the one before. */
    static String ordered(Map<String, Object> named, List<Evidence> all) {
        String last = null;
        long number = 0;
        for (Evidence evidence : all) {
            Map<String, Object> place = Json.object(evidence.said("case"));
            number++;
            require(place.get("id").equals(named.get("id")), evidence.id + " is of another case");
            if (all.size() == 1 && !named.containsKey("count")) {
                return "number " + Json.number(place, "number") + " of the case " + named.get("id");
            }
            require(Json.number(place, "number") == number, "number " + number + " is missing, left out or erased: next is "
                    + Json.number(place, "number"));
            require(Objects.equals(place.get("previous"), last), "number " + number + " names another deposit before it");
            last = evidence.id;
        }
        require(Json.number(named, "count") == number, "the case has " + Json.number(named, "count") + " deposits");
        return number + " deposits in order. That none was added later, only the service can say";
    }

    static String content(byte[][] digests, long size, List<Evidence> all) {
        for (Evidence evidence : all) {
            Map<String, Object> told = Json.object(evidence.said("digests"));
            boolean some = false;
            boolean right = true;
            for (Map.Entry<String, Object> one : told.entrySet()) {
                byte[] digest = Json.base64Url((String) one.getValue());
                some |= Arrays.equals(digest, digests[0]) || Arrays.equals(digest, digests[1]);
                right &= Arrays.equals(digest, switch (one.getKey()) {
                    case "sha-256" -> digests[0];
                    case "sm3" -> digests[1];
                    default -> Arrays.equals(digest, digests[1]) ? digests[1] : digests[0];
                });
            }
            if (some) {
                Object stated = evidence.said("size");
                require(right && (stated == null || stated.equals((double) size)),
                        "one digest fits " + evidence.id + ", another or the size does not");
                return "it is what was deposited as " + evidence.id + ", by " + told.keySet();
            }
        }
        throw new Bad("no deposit of the package has its digest: SHA-256 " + HexFormat.of().formatHex(digests[0])
                + ", SM3 " + HexFormat.of().formatHex(digests[1]));
    }

    /** An operation as docs/adr/0010-did-weid.md has it: what an author or a DID's controller signed. */
    static final class Operation {
        final Map<String, Object> json;
        final String type;
        final String origin;
        final boolean isAuthors;
        final String did;
        final long sequence;
        final byte[] previous;
        final Map<String, Object> body;
        final String method;
        final String algorithm;
        final byte[] signature;

        Operation(String type, Map<String, Object> json) {
            this.json = json;
            this.type = type;
            isAuthors = json.containsKey("author");
            Json.object(json, isAuthors ? "author" : "did", "body", "origin", "previous", "proof", "sequence");
            origin = Json.text(json, "origin");
            did = Json.text(json, isAuthors ? "author" : "did");
            sequence = Json.number(json, "sequence");
            previous = json.get("previous") == null ? null : Json.base64Url(Json.text(json, "previous"));
            body = Json.object(json.get("body"));
            Map<String, Object> proof = Json.object(json.get("proof"), "algorithm", "signature", "verificationMethod");
            method = Json.text(proof, "verificationMethod");
            algorithm = Json.text(proof, "algorithm");
            signature = Json.base64Url(Json.text(proof, "signature"));
            require(!isAuthors || method.startsWith(did + "#"), "it is not signed by its author");
        }

        /** The tag with the type, a line feed, the RFC 8785 form without proof. */
        byte[] signedBytes() {
            Map<String, Object> unsigned = new TreeMap<>(json);
            unsigned.remove("proof");
            return concat(utf8("signet-operation/1 " + type + "\n"), Json.canonical(unsigned));
        }

        /** What the next operation of the chain names as previous: the RFC 8785 form, proof included. */
        byte[] hash() {
            return sha256(Json.canonical(json));
        }

        String verify(SignatureKey key) {
            require(algorithm.equals(key.algorithm), "the key does not sign with " + algorithm);
            require(key.verify(signedBytes(), signature), "the signature is not that of " + method);
            return algorithm + " by " + method;
        }
    }

    // ---- 2. Whose key it is: did:key, did:jwk, and the histories of DIDs in the log (ADR 0010, 0024, 0027) ------

    static final class Dids {
        /** One version of a DID, as an entry of the log says it. */
        record Version(long leaf, long loggedAt, Operation operation, Map<String, Object> state, boolean ended) {
            Map<String, Object> document() {
                return Json.object(state.get("document"));
            }

            List<Object> list(String member) {
                return Json.list(state, member);
            }
        }

        record Found(SignatureKey key, String sentence) {}

        private final Map<String, TreeMap<Long, Version>> histories = new TreeMap<>();

        /** Reads and proves the entries in keys/, then re-checks each history from its first version on. */
        Dids(Map<String, byte[]> files, Log log, Report report) {
            for (String name : names(files, "keys/", ".json")) {
                report.check("key-entry", name, () -> {
                    Log.Proven proven = log.proveEntry(files, name);
                    Operation operation = new Operation(proven.type, proven.body);
                    require(operation.origin.equals(log.key.name), "it was made for another log");
                    boolean imported = proven.type.equals("did.import");
                    String did = imported ? Json.text(operation.body, "did") : operation.did;
                    boolean ended = proven.type.equals("did.deactivate");
                    require(imported || ended || Set.of("did.create", "did.update").contains(proven.type), proven.type
                            + " is nothing about a DID");
                    Map<String, Object> state = imported ? Json.object(operation.body.get("state")) : operation.body;
                    histories.computeIfAbsent(did, any -> new TreeMap<>())
                            .put(operation.sequence, new Version(proven.leaf, proven.loggedAt, operation, state, ended));
                    return "version " + operation.sequence + " of " + did + ", leaf " + proven.leaf;
                });
            }
            for (Map.Entry<String, TreeMap<Long, Version>> one : new ArrayList<>(histories.entrySet())) {
                if (!report.check("key-history", one.getKey(), () -> history(one.getKey(), one.getValue()))) {
                    histories.remove(one.getKey());
                }
            }
        }

        private String history(String did, TreeMap<Long, Version> versions) {
            Version before = null;
            for (long n = 1; n <= versions.size(); n++) {
                Version version = versions.get(n);
                require(version != null, "version " + n + " is missing");
                if (before != null && version.ended) {
                    version = new Version(version.leaf, version.loggedAt, version.operation, before.state, true);
                    versions.put(n, version);
                }
                Operation operation = version.operation;
                require(did.equals(version.document().get("id")), "version " + n + " is of another DID");
                if (n == 1) {
                    first(did, version);
                } else {
                    require(!before.ended && version.leaf > before.leaf
                            && Arrays.equals(operation.previous, before.operation.hash()),
                            "version " + n + " does not follow version " + (n - 1));
                    SignatureKey signer = signer(did, before, operation.method, version.leaf);
                    require(signer != null, "version " + n + " is signed by " + operation.method + ", who may not");
                    operation.verify(signer);
                    bound(before, version, signer.text);
                }
                before = version;
            }
            return versions.size() + " version(s), each signed by who was entitled to";
        }

        /** The identifier of a did:weid follows from the one update key of version 1, which signs it. */
        private void first(String did, Version version) {
            List<Object> keys = version.list("updateKeys");
            if (did.startsWith("did:weid:")) {
                require(keys.size() == 1, "version 1 has one update key");
                require(did.endsWith(":0x" + Multikey.address((String) keys.get(0))), "the identifier does not follow from"
                        + " the key");
            }
            Operation operation = version.operation;
            SignatureKey signer = operation.type.equals("did.import")
                    ? author(operation.method, null, version.leaf, version.loggedAt).key
                    : own(did, version, operation.method);
            require(signer != null, "version 1 is not signed by its update key");
            operation.verify(signer);
        }

        /** An update key, named as a method of the DID or, as a did:web does, as a did:key. */
        private static SignatureKey own(String did, Version authority, String method) {
            for (Object key : authority.list("updateKeys")) {
                if (method.equals("did:key:" + key + "#" + key)) {
                    return Multikey.decode((String) key);
                }
            }
            return method.startsWith(did + "#") ? listed(authority.document(), method, "capabilityInvocation") : null;
        }

        private SignatureKey signer(String did, Version authority, String method, long leaf) {
            SignatureKey key = controllers(did, authority).contains(did) ? own(did, authority, method) : null;
            if (key == null && method.startsWith("did:key:")) { // a key that was kept away and shows itself now
                String multikey = method.substring(method.indexOf('#') + 1);
                String hash = Json.base64Url(sha256(utf8(multikey)));
                if (method.equals("did:key:" + multikey + "#" + multikey) && Stream
                        .of("recoveryKeyHashes", "nextUpdateKeyHashes")
                        .anyMatch(member -> authority.list(member).contains(hash))) {
                    return Multikey.decode(multikey);
                }
            }
            return key == null ? controllers(did, authority, method, leaf, 3) : key;
        }

        /** ADR 0027: a DID's controllers, and theirs, up to three away; each as it stood before the leaf. */
        private SignatureKey controllers(String did, Version authority, String method, long leaf, int depth) {
            for (String controller : controllers(did, authority)) {
                if (depth == 0 || controller.equals(did)) {
                    continue;
                }
                boolean signs = method.startsWith(controller + "#");
                Version other = inForce(controller, leaf);
                if (signs && (controller.startsWith("did:key:") || controller.startsWith("did:jwk:"))) {
                    return itself(method);
                }
                if (signs && other != null && !other.ended && controllers(controller, other).contains(controller)) {
                    return listed(other.document(), method, "capabilityInvocation");
                }
                SignatureKey behind = other == null || other.ended
                        ? null
                        : controllers(controller, other, method, leaf, depth - 1);
                if (behind != null) {
                    return behind;
                }
            }
            return null;
        }

        private static List<String> controllers(String did, Version version) {
            Object named = version.document().get("controller");
            return switch (named) {
                case null -> List.of(did);
                case String one -> List.of(one);
                default -> Json.list(version.document(), "controller").stream().map(String::valueOf).toList();
            };
        }

        /** ADR 0010, "Pre-rotation", "Recovery" and "The end": what a version committed to binds the next. */
        private static void bound(Version before, Version next, String signer) {
            List<Object> committed = before.list("nextUpdateKeyHashes");
            List<Object> recovery = before.list("recoveryKeyHashes");
            String hash = Json.base64Url(sha256(utf8(signer)));
            if (next.ended) {
                List<Object> wanted = recovery.isEmpty() ? committed : recovery;
                require(wanted.isEmpty() || wanted.contains(hash), "it was ended by a key that may not");
            } else if (recovery.contains(hash)) {
                require(!next.list("recoveryKeyHashes").contains(hash), "a recovery key was used and is still committed to");
            } else if (!committed.isEmpty() || !recovery.isEmpty()) {
                boolean replaced = !Set.copyOf(before.list("updateKeys")).equals(Set.copyOf(next.list("updateKeys")));
                boolean rotates = replaced && !committed.isEmpty();
                require(!rotates || next.list("updateKeys")
                        .stream()
                        .allMatch(key -> committed.contains(Json.base64Url(sha256(utf8((String) key))))),
                        "the version before committed to other update keys");
                require(rotates || (committed.equals(next.list("nextUpdateKeyHashes"))
                        && recovery.equals(next.list("recoveryKeyHashes"))), "commitments changed without right");
                require(Objects.equals(before.document().get("controller"), next.document().get("controller"))
                        || committed.contains(hash), "the controllers changed without right");
            }
        }

        private Version inForce(String did, long leaf) {
            Version last = null;
            for (Version version : histories.getOrDefault(did, new TreeMap<>()).values()) {
                last = version.leaf < leaf ? version : last;
            }
            return last;
        }

        /**
         * The key of an author's method at a place of the log.
         *
         * @param versionId what the commitment names; null where the place alone tells
         */
        Found author(String method, String versionId, long leaf, long loggedAt) {
            String did = method.substring(0, method.indexOf('#'));
            if (did.startsWith("did:key:") || did.startsWith("did:jwk:")) {
                require(versionId == null || versionId.isEmpty(), "a key's own DID has no versions");
                return new Found(itself(method), "the DID is the key");
            }
            TreeMap<Long, Version> history = histories.get(did);
            require(history != null, "keys/ has no good history of " + did);
            Version version = inForce(did, leaf);
            require(version != null && !version.ended, "the DID was not in force then");
            require(versionId == null || versionId.equals(String.valueOf(version.operation.sequence)),
                    "the log took it under version " + versionId + ", and then version " + version.operation.sequence
                            + " was in force");
            SignatureKey key = listed(version.document(), method, "assertionMethod");
            require(key != null, method + " was no key for statements, or had its end, in version "
                    + version.operation.sequence);
            String sentence = "a key for statements of version " + version.operation.sequence;
            for (Version later : history.tailMap(version.operation.sequence, false).values()) {
                Map<String, Object> now = method(later.document(), method);
                require(now != null, "version " + later.operation.sequence
                        + " took the key out of the document: nothing it signed counts");
                if (now.containsKey("revoked")) { // ADR 0024
                    Instant since = Instant.parse(Json.text(now, "revoked"));
                    require(loggedAt < since.toEpochMilli(), "the key is in wrong hands since " + since);
                    sentence += "; in wrong hands only since " + since;
                }
            }
            return new Found(key, sentence);
        }

        private static SignatureKey itself(String method) {
            String key = method.substring("did:key:".length(), method.indexOf('#'));
            boolean jwk = method.startsWith("did:jwk:");
            require(method.endsWith(jwk ? "#0" : "#" + key), "the DID has no such method");
            return jwk ? Multikey.ofJwk(Json.object(Json.parse(Json.base64Url(key)))) : Multikey.decode(key);
        }

        private static Map<String, Object> method(Map<String, Object> document, String id) {
            for (Object one : Json.list(document, "verificationMethod")) {
                if (id.equals(Json.object(one).get("id"))) {
                    return Json.object(one);
                }
            }
            return null;
        }

        /** Null unless the method stands under the relationship and has no end. */
        private static SignatureKey listed(Map<String, Object> document, String id, String relationship) {
            Map<String, Object> method = method(document, id);
            return method == null || method.containsKey("expires") || method.containsKey("revoked")
                    || !document.containsKey(relationship) || !Json.list(document, relationship).contains(id)
                            ? null
                            : Multikey.decode(Json.text(method, "publicKeyMultibase"));
        }
    }

    // ---- 3. The log (ADR 0002, 0003; C2SP tlog-proof, tlog-checkpoint, signed-note, tlog-cosignature) -----------

    static final class Log {
        final Key key;
        private final List<Key> told;
        private final List<Key> given;
        private final int quorum;

        /**
         * @param told the witnesses that the package names
         * @param given those that whoever runs this knows himself
         */
        Log(Key key, List<Key> told, List<Key> given, int quorum) {
            this.key = key;
            this.told = told;
            this.given = given;
            this.quorum = quorum;
        }

        /** C2SP signed-note, "Verifier keys": name+id+base64(type, Ed25519 key). */
        record Key(String name, byte[] id, int type, SignatureKey key) {
            static Key parse(String text) {
                String[] parts = text.split("\\+", 3);
                byte[] material = Base64.getDecoder().decode(parts[2]);
                byte[] id = Arrays.copyOf(sha256(concat(utf8(parts[0] + "\n"), material)), 4);
                require(HexFormat.of().formatHex(id).equals(parts[1]) && material.length == 33
                        && (material[0] == 1 || material[0] == 4), "not a verifier key: " + text);
                return new Key(parts[0], id, material[0],
                        new SignatureKey("EdDSA", Arrays.copyOfRange(material, 1, 33), null, text));
            }
        }

        /** C2SP tlog-proof: the opening, the place, the path, the checkpoint. */
        record Receipt(byte[] opening, long index, List<byte[]> path, String checkpoint) {
            static Receipt parse(byte[] bytes) {
                String text = new String(bytes, StandardCharsets.UTF_8);
                int blank = text.indexOf("\n\n");
                List<String> lines = new ArrayList<>(List.of(text.substring(0, blank).split("\n")));
                require(lines.remove(0).equals("c2sp.org/tlog-proof@v1"), "not a receipt");
                byte[] opening = lines.get(0).startsWith("extra ")
                        ? Base64.getDecoder().decode(lines.remove(0).substring(6))
                        : null;
                require(lines.get(0).startsWith("index "), "a receipt names its leaf");
                long index = Long.parseLong(lines.remove(0).substring(6));
                return new Receipt(opening, index, lines.stream().map(Base64.getDecoder()::decode).toList(),
                        text.substring(blank + 2));
            }
        }

        /** What is in the log, where, and since when. */
        record Proven(long leaf, long loggedAt, String versionId, String type, Map<String, Object> body, long size,
                String witnesses) {
            String sentence() {
                return "leaf " + leaf + ", logged " + Instant.ofEpochMilli(loggedAt) + ", in a tree of " + size
                        + " entries; " + witnesses;
            }
        }

        /** An entry that the package has byte for byte, as &lt;leaf&gt;.json with its receipt beside it. */
        Proven proveEntry(Map<String, byte[]> files, String name) {
            String stem = name.substring(0, name.length() - ".json".length());
            byte[] entry = file(files, name);
            Receipt receipt = Receipt.parse(file(files, stem + ".tlog-proof"));
            require(stem.endsWith("/" + receipt.index), "the file is named after another leaf");
            Map<String, Object> envelope = Json.object(entry, "body", "loggedAt", "type", "v");
            require(Arrays.equals(Json.canonical(envelope), entry), "an entry is written in its RFC 8785 form");
            return prove(entry, receipt, envelope, "");
        }

        /** ADR 0003: statement and opening give the commitment, this the entry, this the leaf. */
        Proven proveStatement(Operation said, Receipt receipt) {
            require(receipt.opening != null, "the receipt does not open the commitment");
            Map<String, Object> opening = Json.object(receipt.opening);
            require(Arrays.equals(Json.canonical(opening), receipt.opening), "an opening is written in its RFC 8785 form");
            require(Json.number(opening, "v") == 1, "openings of this version are not known");
            byte[] salt = Json.base64Url(Json.text(opening, "salt"));
            require(salt.length == 32, "a salt has 32 bytes");
            String versionId = opening.containsKey("versionId") ? Json.text(opening, "versionId") : "";
            byte[] commitment = sha256(concat(field(utf8("signet/commitment/evidence/v1")), salt, field(utf8(said.did)),
                    field(utf8(versionId)), field(utf8(said.method)), field(sha256(said.signedBytes()))));
            Map<String, Object> batch = opening.containsKey("batch") ? Json.object(opening.get("batch")) : Map.of();
            long size = batch.isEmpty() ? 1 : Json.number(batch, "size");
            require(size >= 1 && size <= 65_536, "a batch has 1 to 65,536 commitments");
            List<byte[]> path = new ArrayList<>();
            byte[] hashes = batch.isEmpty() ? new byte[0] : Json.base64Url(Json.text(batch, "path"));
            for (int at = 0; at < hashes.length; at += 32) {
                path.add(Arrays.copyOfRange(hashes, at, at + 32));
            }
            byte[] root = root(leafHash(commitment), batch.isEmpty() ? 0 : Json.number(batch, "index"), size, path);
            Map<String, Object> body = new TreeMap<>(Map.of("root", Json.base64Url(root), "size", (double) size));
            Map<String, Object> envelope = new TreeMap<>(
                    Map.of("v", 1d, "type", "commitment", "loggedAt", opening.get("loggedAt"), "body", body));
            return prove(Json.canonical(envelope), receipt, envelope, versionId);
        }

        private static byte[] field(byte[] bytes) {
            return concat(ByteBuffer.allocate(4).putInt(bytes.length).array(), bytes);
        }

        private Proven prove(byte[] entry, Receipt receipt, Map<String, Object> envelope, String versionId) {
            String note = receipt.checkpoint;
            String text = note.substring(0, note.lastIndexOf("\n\n") + 1);
            String[] lines = text.split("\n");
            require(lines[0].equals(key.name), "the receipt is of the log " + lines[0]);
            String[] signatures = note.substring(text.length() + 1).split("\n");
            require(signed(text, signatures, key), "the log did not sign the checkpoint of the receipt");
            long size = Long.parseLong(lines[1]);
            byte[] root = root(leafHash(entry), receipt.index, size, receipt.path);
            require(Arrays.equals(root, Base64.getDecoder().decode(lines[2])),
                    "the path of the receipt does not lead from this to the root that the log signed");
            long own = given.stream().filter(witness -> signed(text, signatures, witness)).count();
            require(own >= quorum, own + " of the witnesses given cosigned, and " + quorum + " are asked for");
            long others = told.stream().filter(witness -> signed(text, signatures, witness)).count();
            require(Json.number(envelope, "v") == 1, "entries of this version are not known");
            return new Proven(receipt.index, Json.number(envelope, "loggedAt"), versionId, Json.text(envelope, "type"),
                    Json.object(envelope.get("body")), size, "cosigned by " + others + " of " + told.size()
                            + " witnesses that the package names" + (given.isEmpty() ? "" : " and by " + own + " of the "
                                    + given.size() + " given"));
        }

        /** A log signs the text; a witness signs time and text (C2SP tlog-cosignature, "Format"). */
        private static boolean signed(String text, String[] signatures, Key by) {
            for (String line : signatures) {
                int space = line.lastIndexOf(' ');
                require(line.startsWith("\u2014 ") && space > 1, "not a signature line: " + line);
                ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(line.substring(space + 1)));
                byte[] id = new byte[4];
                bytes.get(id);
                if (!line.substring(2, space).equals(by.name) || !Arrays.equals(id, by.id)) {
                    continue;
                }
                String message = by.type == 1 ? text : "cosignature/v1\ntime " + bytes.getLong() + "\n" + text;
                byte[] signature = new byte[bytes.remaining()];
                bytes.get(signature);
                require(by.key.verify(utf8(message), signature), "the signature of " + by.name + " does not fit");
                return true;
            }
            return false;
        }

        /** RFC 9162 §2.1.1. */
        private static byte[] leafHash(byte[] entry) {
            return sha256(concat(new byte[]{0}, entry));
        }

        /** RFC 9162 §2.1.3.2, up to the comparison in step 5. */
        private static byte[] root(byte[] leafHash, long index, long size, List<byte[]> path) {
            require(index >= 0 && index < size, "a tree of " + size + " has no leaf " + index);
            long fn = index;
            long sn = size - 1;
            byte[] r = leafHash;
            for (byte[] p : path) {
                require(sn != 0 && p.length == 32, "the path is too long");
                if ((fn & 1) == 1 || fn == sn) {
                    r = sha256(concat(new byte[]{1}, p, r));
                    while ((fn & 1) == 0 && fn != 0) {
                        fn >>= 1;
                        sn >>= 1;
                    }
                } else {
                    r = sha256(concat(new byte[]{1}, r, p));
                }
                fn >>= 1;
                sn >>= 1;
            }
            require(sn == 0, "the path is too short");
            return r;
        }
    }

    // ---- 4. JSON (RFC 8259) and its canonical form (RFC 8785) ---------------------------------------------------

    /** Objects are TreeMaps: their order, by UTF-16 code units, is that of RFC 8785 §3.2.3. Every number is a double. */
    static final class Json {
        private final String text;
        private int at;

        private Json(String text) {
            this.text = text;
        }

        static Object parse(byte[] utf8) {
            Json json = new Json(new String(utf8, StandardCharsets.UTF_8));
            require(Arrays.equals(utf8(json.text), utf8), "not UTF-8");
            Object value = json.value(0);
            json.space();
            require(json.at == json.text.length(), "something follows the JSON");
            return value;
        }

        private Object value(int depth) {
            require(depth < 64, "the JSON is too deep");
            space();
            switch (text.charAt(at)) {
                case '{' -> {
                    Map<String, Object> object = new TreeMap<>();
                    for (at++, space(); !took('}'); space()) {
                        require(object.isEmpty() || took(','), "no comma at " + at);
                        space();
                        String name = string();
                        space();
                        require(took(':') && !object.containsKey(name), "no colon, or a member twice, at " + at);
                        object.put(name, value(depth + 1));
                    }
                    return object;
                }
                case '[' -> {
                    List<Object> list = new ArrayList<>();
                    for (at++, space(); !took(']'); space()) {
                        require(list.isEmpty() || took(','), "no comma at " + at);
                        list.add(value(depth + 1));
                    }
                    return list;
                }
                case '"' -> {
                    return string();
                }
                default -> {
                    int start = at;
                    while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
                        at++;
                    }
                    String word = text.substring(start, at);
                    return switch (word) {
                        case "true" -> true;
                        case "false" -> false;
                        case "null" -> null;
                        default -> number(word);
                    };
                }
            }
        }

        private static Double number(String word) {
            require(word.matches("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?"), "not JSON: " + word);
            double number = Double.parseDouble(word);
            require(Double.isFinite(number), "a number is too large");
            return number;
        }

        private String string() {
            require(took('"'), "no string at " + at);
            StringBuilder string = new StringBuilder();
            while (!took('"')) {
                char c = text.charAt(at++);
                require(c >= ' ', "a control character in a string");
                if (c == '\\') {
                    char escaped = text.charAt(at++);
                    int plain = "\"\\/bfnrt".indexOf(escaped);
                    if (escaped == 'u') {
                        c = (char) HexFormat.fromHexDigits(text, at, at += 4);
                    } else {
                        require(plain >= 0, "no such escape");
                        c = "\"\\/\b\f\n\r\t".charAt(plain);
                    }
                }
                string.append(c);
            }
            return string.toString();
        }

        private boolean took(char c) {
            boolean there = at < text.length() && text.charAt(at) == c;
            at += there ? 1 : 0;
            return there;
        }

        private void space() {
            while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
        }

        static byte[] canonical(Object value) {
            return utf8(write(value));
        }

        private static String write(Object value) {
            return switch (value) {
                case Map<?, ?> object -> object.entrySet()
                        .stream()
                        .map(member -> quote((String) member.getKey()) + ":" + write(member.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
                case List<?> list -> list.stream().map(Json::write).collect(Collectors.joining(",", "[", "]"));
                case String string -> quote(string);
                case Double number -> ecma(number);
                case null, default -> String.valueOf(value);
            };
        }

        /** RFC 8785 §3.2.2.2. */
        private static String quote(String string) {
            StringBuilder out = new StringBuilder("\"");
            for (char c : string.toCharArray()) {
                int escaped = "\b\t\n\f\r\"\\".indexOf(c);
                if (escaped >= 0) {
                    out.append('\\').append("btnfr\"\\".charAt(escaped));
                } else if (c < ' ') {
                    out.append("\\u00").append(HexFormat.of().toHexDigits((byte) c));
                } else {
                    out.append(c);
                }
            }
            return out.append('"').toString();
        }

        /**
         * RFC 8785 §3.2.2.3, that is Number::toString of ECMA-262. Double.toString gives the same shortest digits; only
         * where the point and the exponent stand differs.
         */
        static String ecma(double number) {
            if (number == Math.rint(number) && Math.abs(number) < 1e21) {
                return new BigDecimal(Double.toString(number == 0 ? 0 : number)).toBigInteger().toString();
            }
            BigDecimal decimal = new BigDecimal(Double.toString(Math.abs(number))).stripTrailingZeros();
            BigDecimal oneDigit = new BigDecimal(Math.abs(number)).round(new MathContext(1));
            if (oneDigit.doubleValue() == Math.abs(number)) {
                decimal = oneDigit.stripTrailingZeros(); // Double.toString never has fewer than two
            }
            String digits = decimal.unscaledValue().toString();
            int n = digits.length() - decimal.scale(); // number = 0.digits * 10^n
            String text = -6 < n && n <= 0
                    ? "0." + "0".repeat(-n) + digits
                    : 0 < n && n <= 21
                            ? digits.substring(0, n) + "." + digits.substring(n)
                            : digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e"
                                    + (n > 0 ? "+" : "-") + Math.abs(n - 1);
            return (number < 0 ? "-" : "") + text;
        }

        /** An object; with exactly these members if some are named. */
        @SuppressWarnings("unchecked")
        static Map<String, Object> object(Object value, String... members) {
            Object read = value instanceof byte[] bytes ? parse(bytes) : value;
            require(read instanceof Map, "there is no object where one belongs");
            Map<String, Object> object = (Map<String, Object>) read;
            require(members.length == 0 || object.keySet().equals(Set.of(members)), "its members are " + object.keySet());
            return object;
        }

        @SuppressWarnings("unchecked")
        static List<Object> list(Map<String, Object> object, String member) {
            require(object.get(member) instanceof List, member + " is no list");
            return (List<Object>) object.get(member);
        }

        static String text(Map<String, Object> object, String member) {
            require(object.get(member) instanceof String, member + " is no text");
            return (String) object.get(member);
        }

        static long number(Map<String, Object> object, String member) {
            require(object.get(member) instanceof Double number && number == Math.rint(number)
                    && Math.abs(number) < 1L << 53, member + " is no whole number");
            return ((Double) object.get(member)).longValue();
        }

        static String base64Url(byte[] bytes) {
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        }

        static byte[] base64Url(String text) {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            require(base64Url(bytes).equals(text), "not base64url in its one form: " + text);
            return bytes;
        }
    }

    // ---- 5. Public keys as texts, and signatures ----------------------------------------------------------------

    /** Multikey (W3C Controlled Identifiers §2.2.2): multicodec header and key in base58btc; and JWK (RFC 7517, 8037). */
    static final class Multikey {
        private static final Map<String, String> HEADERS = Map.of("ed01", "EdDSA", "8024", "ES256", "8124", "ES384", "e701",
                "ES256K", "8624", "SM2-with-SM3");
        private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

        static SignatureKey decode(String text) {
            byte[] bytes = bytes(text);
            String algorithm = HEADERS.get(HexFormat.of().formatHex(bytes, 0, 2));
            require(algorithm != null, "no key that signs statements: " + text);
            byte[] key = Arrays.copyOfRange(bytes, 2, bytes.length);
            return new SignatureKey(algorithm, key, algorithm.equals("EdDSA") ? null : Curve.of(algorithm).point(key), text);
        }

        private static byte[] bytes(String text) {
            require(text.startsWith("z"), "a Multikey begins with z");
            BigInteger number = BigInteger.ZERO;
            for (char c : text.substring(1).toCharArray()) {
                require(BASE58.indexOf(c) >= 0, "not base58: " + text);
                number = number.multiply(BigInteger.valueOf(58)).add(BigInteger.valueOf(BASE58.indexOf(c)));
            }
            return unsigned(number, (number.bitLength() + 7) / 8); // no header begins with a zero
        }

        static SignatureKey ofJwk(Map<String, Object> jwk) {
            byte[] x = Json.base64Url(Json.text(jwk, "x"));
            String algorithm = switch (Json.text(jwk, "crv")) {
                case "Ed25519" -> "EdDSA";
                case "P-256" -> "ES256";
                case "P-384" -> "ES384";
                case "secp256k1" -> "ES256K";
                default -> throw new Bad("no key that signs statements");
            };
            if (algorithm.equals("EdDSA")) {
                return new SignatureKey(algorithm, x, null, "a JWK");
            }
            byte[] y = Json.base64Url(Json.text(jwk, "y"));
            byte[] compressed = concat(new byte[]{(byte) (2 + (y[y.length - 1] & 1))}, x);
            ECPoint point = Curve.of(algorithm).point(compressed);
            require(Arrays.equals(unsigned(point.getAffineY(), y.length), y), "the JWK is no point of its curve");
            return new SignatureKey(algorithm, compressed, point, "a JWK");
        }

        /** ADR 0010, "The identifier": the last 20 bytes of the hash of the first update key. */
        static String address(String multikey) {
            SignatureKey key = decode(multikey);
            byte[] hash = switch (key.algorithm) {
                case "ES256K" -> keccak256(key.coordinates());
                case "SM2-with-SM3" -> new Sm3().update(key.coordinates()).end();
                default -> keccak256(bytes(multikey));
            };
            return HexFormat.of().formatHex(hash, hash.length - 20, hash.length);
        }
    }

    /**
     * A key that verifies signatures of one algorithm.
     *
     * @param encoded 32 bytes of Ed25519, or a compressed point (SEC 1 §2.3.3)
     * @param point null for Ed25519
     * @param text its Multikey, if it was read from one
     */
    record SignatureKey(String algorithm, byte[] encoded, ECPoint point, String text) {

        byte[] coordinates() {
            return concat(unsigned(point.getAffineX(), 32), unsigned(point.getAffineY(), 32));
        }

        boolean verify(byte[] message, byte[] signature) {
            try {
                return switch (algorithm) {
                    case "EdDSA" -> { // RFC 8032; the prefix is the SubjectPublicKeyInfo of RFC 8410
                        byte[] info = concat(HexFormat.of().parseHex("302a300506032b6570032100"), encoded);
                        yield jdk("Ed25519", KeyFactory.getInstance("Ed25519")
                                .generatePublic(new X509EncodedKeySpec(info)), message, signature);
                    }
                    case "ES256" -> jdk("SHA256withECDSAinP1363Format", ofJdk("secp256r1"), message, signature);
                    case "ES384" -> jdk("SHA384withECDSAinP1363Format", ofJdk("secp384r1"), message, signature);
                    case "ES256K" -> Curve.SECP256K1.ecdsa(point, sha256(message), signature);
                    default -> Curve.SM2.sm2(point, message, signature);
                };
            } catch (GeneralSecurityException e) {
                return false;
            }
        }

        private PublicKey ofJdk(String curve) throws GeneralSecurityException {
            return KeyFactory.getInstance("EC").generatePublic(new ECPublicKeySpec(point, Curve.parameters(curve)));
        }

        private static boolean jdk(String algorithm, PublicKey key, byte[] message, byte[] signature)
                throws GeneralSecurityException {
            Signature verifier = Signature.getInstance(algorithm);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        }
    }

    // ---- 6. Curves y^2 = x^3 + ax + b over p. The JDK verifies on P-256 and P-384; secp256k1 and SM2 it lacks ------

    record Curve(BigInteger p, BigInteger a, BigInteger b, ECPoint g, BigInteger n) {
        /** SEC 2 §2.4.1. */
        static final Curve SECP256K1 = of("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", "0", "7",
                "79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
                "483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8",
                "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141");
        /** GB/T 32918.5, annex A. */
        static final Curve SM2 = of("fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff",
                "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc",
                "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93",
                "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7",
                "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0",
                "fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123");

        private static Curve of(String p, String a, String b, String x, String y, String n) {
            return new Curve(hex(p), hex(a), hex(b), new ECPoint(hex(x), hex(y)), hex(n));
        }

        private static BigInteger hex(String hex) {
            return new BigInteger(hex, 16);
        }

        static Curve of(String algorithm) {
            return switch (algorithm) {
                case "ES256K" -> SECP256K1;
                case "SM2-with-SM3" -> SM2;
                default -> {
                    ECParameterSpec known = parameters(algorithm.equals("ES256") ? "secp256r1" : "secp384r1");
                    yield new Curve(((ECFieldFp) known.getCurve().getField()).getP(), known.getCurve().getA(),
                            known.getCurve().getB(), known.getGenerator(), known.getOrder());
                }
            };
        }

        static ECParameterSpec parameters(String curve) {
            try {
                AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
                parameters.init(new ECGenParameterSpec(curve));
                return parameters.getParameterSpec(ECParameterSpec.class);
            } catch (GeneralSecurityException e) {
                throw new Bad("this Java does not know " + curve);
            }
        }

        /** SEC 1 §2.3.4 of a compressed point; p is 3 modulo 4 on all four curves. */
        ECPoint point(byte[] compressed) {
            require(compressed.length == 1 + (p.bitLength() + 7) / 8 && (compressed[0] == 2 || compressed[0] == 3),
                    "not a compressed point");
            BigInteger x = new BigInteger(1, compressed, 1, compressed.length - 1);
            BigInteger square = x.modPow(BigInteger.valueOf(3), p).add(a.multiply(x)).add(b).mod(p);
            BigInteger y = square.modPow(p.add(BigInteger.ONE).shiftRight(2), p);
            require(x.compareTo(p) < 0 && y.multiply(y).mod(p).equals(square), "not a point of the curve");
            return new ECPoint(x, y.testBit(0) == (compressed[0] == 3) ? y : p.subtract(y));
        }

        /** Null stands for the point at infinity. */
        private ECPoint add(ECPoint one, ECPoint two) {
            if (one == null || two == null) {
                return one == null ? two : one;
            }
            BigInteger slope;
            if (!one.getAffineX().equals(two.getAffineX())) {
                slope = two.getAffineY().subtract(one.getAffineY())
                        .multiply(two.getAffineX().subtract(one.getAffineX()).modInverse(p));
            } else if (one.getAffineY().equals(two.getAffineY()) && one.getAffineY().signum() != 0) {
                slope = one.getAffineX().pow(2).multiply(BigInteger.valueOf(3)).add(a)
                        .multiply(one.getAffineY().shiftLeft(1).modInverse(p));
            } else {
                return null;
            }
            BigInteger x = slope.multiply(slope).subtract(one.getAffineX()).subtract(two.getAffineX()).mod(p);
            return new ECPoint(x, slope.multiply(one.getAffineX().subtract(x)).subtract(one.getAffineY()).mod(p));
        }

        private ECPoint multiply(BigInteger k, ECPoint point) {
            ECPoint sum = null;
            for (int bit = k.bitLength() - 1; bit >= 0; bit--) {
                sum = add(sum, sum);
                sum = k.testBit(bit) ? add(sum, point) : sum;
            }
            return sum;
        }

        private BigInteger[] pair(byte[] signature) {
            require(signature.length == 64, "a signature has 64 bytes");
            BigInteger[] pair = {new BigInteger(1, signature, 0, 32), new BigInteger(1, signature, 32, 32)};
            for (BigInteger one : pair) {
                require(one.signum() > 0 && one.compareTo(n) < 0, "a number of the signature is out of range");
            }
            return pair;
        }

        /** SEC 1 §4.1.4. */
        boolean ecdsa(ECPoint key, byte[] hash, byte[] signature) {
            BigInteger[] rs = pair(signature);
            BigInteger inverse = rs[1].modInverse(n);
            ECPoint sum = add(multiply(new BigInteger(1, hash).multiply(inverse).mod(n), g),
                    multiply(rs[0].multiply(inverse).mod(n), key));
            return sum != null && sum.getAffineX().mod(n).equals(rs[0]);
        }

        /** GB/T 32918.2 §7.1, with the identity of GM/T 0009 §10 in Z (§5.5). */
        boolean sm2(ECPoint key, byte[] message, byte[] signature) {
            BigInteger[] rs = pair(signature);
            BigInteger t = rs[0].add(rs[1]).mod(n);
            Sm3 z = new Sm3().update(new byte[]{0, (byte) 128}).update(utf8("1234567812345678"));
            for (BigInteger part : List.of(a, b, g.getAffineX(), g.getAffineY(), key.getAffineX(), key.getAffineY())) {
                z.update(unsigned(part, 32));
            }
            BigInteger e = new BigInteger(1, new Sm3().update(z.end()).update(message).end());
            ECPoint sum = add(multiply(rs[1], g), multiply(t, key));
            return t.signum() != 0 && sum != null && e.add(sum.getAffineX()).mod(n).equals(rs[0]);
        }
    }

    // ---- 7. Hashes that the JDK lacks ---------------------------------------------------------------------------

    /** SM3, GB/T 32905. */
    static final class Sm3 {
        private final int[] v = {0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d,
                0xb0fb0e4e};
        private final byte[] block = new byte[64];
        private long length;

        Sm3 update(byte[] bytes) {
            return update(bytes, bytes.length);
        }

        Sm3 update(byte[] bytes, int count) {
            for (int i = 0; i < count; i++) {
                block[(int) (length++ % 64)] = bytes[i];
                if (length % 64 == 0) {
                    compress();
                }
            }
            return this;
        }

        byte[] end() {
            long bits = length * 8;
            update(new byte[]{(byte) 0x80});
            while (length % 64 != 56) {
                update(new byte[1]);
            }
            update(ByteBuffer.allocate(8).putLong(bits).array());
            ByteBuffer digest = ByteBuffer.allocate(32);
            for (int word : v) {
                digest.putInt(word);
            }
            return digest.array();
        }

        private void compress() {
            int[] w = new int[68];
            ByteBuffer.wrap(block).asIntBuffer().get(w, 0, 16);
            for (int j = 16; j < 68; j++) {
                int x = w[j - 16] ^ w[j - 9] ^ Integer.rotateLeft(w[j - 3], 15);
                w[j] = x ^ Integer.rotateLeft(x, 15) ^ Integer.rotateLeft(x, 23) ^ Integer.rotateLeft(w[j - 13], 7)
                        ^ w[j - 6];
            }
            int a = v[0], b = v[1], c = v[2], d = v[3], e = v[4], f = v[5], g = v[6], h = v[7];
            for (int j = 0; j < 64; j++) {
                int a12 = Integer.rotateLeft(a, 12);
                int ss1 = Integer.rotateLeft(a12 + e + Integer.rotateLeft(j < 16 ? 0x79cc4519 : 0x7a879d8a, j), 7);
                int tt1 = (j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)) + d + (ss1 ^ a12) + (w[j] ^ w[j + 4]);
                int tt2 = (j < 16 ? e ^ f ^ g : (e & f) | (~e & g)) + h + ss1 + w[j];
                d = c;
                c = Integer.rotateLeft(b, 9);
                b = a;
                a = tt1;
                h = g;
                g = Integer.rotateLeft(f, 19);
                f = e;
                e = tt2 ^ Integer.rotateLeft(tt2, 9) ^ Integer.rotateLeft(tt2, 17);
            }
            int[] after = {a, b, c, d, e, f, g, h};
            for (int i = 0; i < 8; i++) {
                v[i] ^= after[i];
            }
        }
    }

    /** Keccak-256 with its original padding, as Ethereum uses it: FIPS 202 §3 with the domain bits 0x01. Short input. */
    static byte[] keccak256(byte[] input) {
        require(input.length < 136, "longer than a key");
        byte[] block = Arrays.copyOf(input, 136);
        block[input.length] ^= 1;
        block[135] ^= (byte) 0x80;
        long[] s = new long[25];
        for (int i = 0; i < 17; i++) {
            s[i] = Long.reverseBytes(ByteBuffer.wrap(block).getLong(8 * i));
        }
        int lfsr = 1; // the constants of iota, FIPS 202 §3.2.5
        for (int round = 0; round < 24; round++) {
            long[] c = new long[5];
            for (int i = 0; i < 25; i++) {
                c[i % 5] ^= s[i];
            }
            for (int i = 0; i < 25; i++) {
                s[i] ^= c[(i + 4) % 5] ^ Long.rotateLeft(c[(i + 1) % 5], 1);
            }
            long moved = s[1];
            for (int t = 0, x = 1, y = 0; t < 24; t++) {
                int next = (2 * x + 3 * y) % 5;
                x = y;
                y = next;
                long kept = s[x + 5 * y];
                s[x + 5 * y] = Long.rotateLeft(moved, (t + 1) * (t + 2) / 2 % 64);
                moved = kept;
            }
            for (int y = 0; y < 25; y += 5) {
                long[] row = Arrays.copyOfRange(s, y, y + 5);
                for (int x = 0; x < 5; x++) {
                    s[y + x] = row[x] ^ (~row[(x + 1) % 5] & row[(x + 2) % 5]);
                }
            }
            for (int j = 0; j < 7; j++) {
                s[0] ^= (lfsr & 1L) << ((1 << j) - 1);
                lfsr = (lfsr << 1) ^ ((lfsr >> 7) * 0x171);
            }
        }
        ByteBuffer digest = ByteBuffer.allocate(32);
        for (int i = 0; i < 4; i++) {
            digest.putLong(Long.reverseBytes(s[i]));
        }
        return digest.array();
    }

    static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new Bad("this Java does not know SHA-256");
        }
    }

    /** SHA-256 and SM3 of a file, however large. */
    static byte[][] digests(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            Sm3 sm3 = new Sm3();
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                sha256.update(buffer, 0, count);
                sm3.update(buffer, count);
            }
            return new byte[][]{sha256.digest(), sm3.end()};
        } catch (GeneralSecurityException e) {
            throw new Bad("this Java does not know SHA-256");
        }
    }

    // ---- Bytes and files ----------------------------------------------------------------------------------------

    private static final Pattern PART = Pattern.compile("(deposits/\\d+/)?"
            + "((statements|keys|publication)/\\d+\\.json|(receipts|keys|publication)/\\d+\\.tlog-proof|timestamps/\\d+\\.tst)"
            + "|(package|log|case)\\.json");
    private static final int LARGEST_PART = 1 << 20;

    /** The parts of a package by their names; what does not belong to one is not looked at. */
    static Map<String, byte[]> read(Path place) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        if (Files.isDirectory(place)) {
            try (Stream<Path> all = Files.walk(place, 4)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    String name = place.relativize(file).toString().replace('\\', '/');
                    if (PART.matcher(name).matches()) {
                        files.put(name, part(Files.newInputStream(file)));
                    }
                }
            }
            return files;
        }
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(place))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (PART.matcher(entry.getName()).matches()) {
                    require(files.put(entry.getName(), zip.readNBytes(LARGEST_PART)) == null, "the zip has a part twice");
                }
            }
        }
        return files;
    }

    private static byte[] part(InputStream stream) throws IOException {
        try (InputStream in = stream) {
            return in.readNBytes(LARGEST_PART);
        }
    }

    static byte[] file(Map<String, byte[]> files, String name) {
        require(files.containsKey(name), "the package has no " + name);
        return files.get(name);
    }

    /** By their numbers. */
    static List<String> names(Map<String, byte[]> files, String folder, String end) {
        return files.keySet()
                .stream()
                .filter(name -> name.startsWith(folder) && name.endsWith(end))
                .sorted((one, two) -> one.length() == two.length() ? one.compareTo(two) : one.length() - two.length())
                .toList();
    }

    static long size(Path file) {
        return file.toFile().length();
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    static boolean contains(byte[] all, byte[] part) {
        for (int at = 0; at + part.length <= all.length; at++) {
            if (Arrays.equals(all, at, at + part.length, part, 0, part.length)) {
                return true;
            }
        }
        return false;
    }

    /** A number as that many bytes, the highest first. */
    static byte[] unsigned(BigInteger number, int length) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[length];
        int count = Math.min(bytes.length, length);
        System.arraycopy(bytes, bytes.length - count, padded, length - count, count);
        return padded;
    }
}
