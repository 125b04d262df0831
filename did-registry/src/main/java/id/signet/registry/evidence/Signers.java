package id.signet.registry.evidence;

import id.signet.crypto.MalformedInput;
import id.signet.registry.did.Did;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Who stands behind a piece of evidence, the depositor first, and who was asked to. */
public record Signers(Map<Did, Standing> standings) {

    static final int MOST = 64;

    /** Where one of them stands. */
    public enum Standing {
        /** Asked, and has not signed. */
        INVITED('?'),
        SIGNED('+'),
        /** Signed, and took it back. */
        REVOKED('-');

        private final char mark;

        Standing(char mark) {
            this.mark = mark;
        }

        private static Standing of(char mark) {
            for (Standing standing : values()) {
                if (standing.mark == mark) {
                    return standing;
                }
            }
            throw new IllegalArgumentException("no standing is marked " + mark);
        }
    }

    public Signers {
        standings = Collections.unmodifiableMap(new LinkedHashMap<>(standings));
        if (standings.size() > MOST) {
            throw new MalformedInput("a piece of evidence has at most " + MOST + " signers");
        }
    }

    static Signers of(Did depositor) {
        return new Signers(Map.of(depositor, Standing.SIGNED));
    }

    public Optional<Standing> standing(Did did) {
        return Optional.ofNullable(standings.get(did));
    }

    Signers with(Did did, Standing standing) {
        Map<Did, Standing> changed = new LinkedHashMap<>(standings);
        changed.put(did, standing);
        return new Signers(changed);
    }

    /** One line for each: its mark, then the DID. */
    public String text() {
        return standings.entrySet()
                .stream()
                .map(one -> one.getValue().mark + one.getKey().toString())
                .collect(Collectors.joining("\n"));
    }

    public static Signers read(String text) {
        Map<Did, Standing> standings = new LinkedHashMap<>();
        for (String line : text.split("\n", -1)) {
            standings.put(Did.parse(line.substring(1)), Standing.of(line.charAt(0)));
        }
        return new Signers(standings);
    }
}
