package id.signet.app.migrate;

import id.signet.crypto.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What became of one row. */
sealed interface RowResult {

    /**
     * It is here now.
     *
     * @param as what it is called here
     * @param remarks what of it did not come along, or could not be confirmed
     */
    record Imported(String as, List<String> remarks) implements RowResult {

        public Imported {
            remarks = List.copyOf(remarks);
        }
    }

    /** It was here before. */
    record Already(String detail) implements RowResult {}

    record Refused(String detail) implements RowResult {}

    /** One line of the report. */
    default ObjectNode toJson(ExportRow row, Optional<String> what) {
        ObjectNode json = Json.object().put("row", row.toString());
        what.ifPresent(text -> json.put("what", text));
        switch (this) {
            case Imported(String as, List<String> remarks) -> {
                json.put("result", "imported").put("as", as);
                if (!remarks.isEmpty()) {
                    json.set("remarks", Json.array(remarks));
                }
            }
            case Already(String detail) -> json.put("result", "already").put("detail", detail);
            case Refused(String detail) -> json.put("result", "refused").put("detail", detail);
        }
        return json;
    }
}
