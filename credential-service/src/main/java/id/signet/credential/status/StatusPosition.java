package id.signet.credential.status;

/** A place in a list that belongs to one credential for ever. */
public record StatusPosition(StatusListId list, StatusKind kind, int index) {

    public StatusPosition {
        if (index < 0) {
            throw new IllegalArgumentException("a list index is never negative: " + index);
        }
    }
}
