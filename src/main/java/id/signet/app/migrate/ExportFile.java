package id.signet.app.migrate;

/** The files of an export, in the order in which they are taken: later ones rely on what earlier ones brought. */
enum ExportFile {

    DOCUMENTS("documents.jsonl"),
    ISSUERS("issuers.jsonl"),
    ISSUER_TYPES("issuer-types.jsonl"),
    CPTS("cpts.jsonl"),
    EVIDENCE("evidence.jsonl");

    private final String fileName;

    ExportFile(String fileName) {
        this.fileName = fileName;
    }

    String fileName() {
        return fileName;
    }
}
