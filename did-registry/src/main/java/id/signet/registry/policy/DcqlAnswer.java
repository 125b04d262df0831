package id.signet.registry.policy;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** A presentation policy as a query, if it can be one. */
public sealed interface DcqlAnswer {

    /** @param query OpenID4VP 1.0 §6 */
    record Query(ObjectNode query) implements DcqlAnswer {

        public Query {
            query = query.deepCopy();
        }

        @Override
        public ObjectNode query() {
            return query.deepCopy();
        }
    }

    /** @param reasons one plain sentence for each wish that has no words in this language */
    record CannotBeAsked(List<String> reasons) implements DcqlAnswer {

        public CannotBeAsked {
            reasons = List.copyOf(reasons);
        }
    }

    /** There is no such policy. */
    record Unknown() implements DcqlAnswer {}
}
