package id.signet.app.operate;

/** What was to be read back is not what was written. Nothing was touched. */
public final class BackupDamaged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param what is damaged, and how it shows */
    public BackupDamaged(String what) {
        super(what);
    }
}
