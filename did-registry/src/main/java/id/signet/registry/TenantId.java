package id.signet.registry;

import java.util.regex.Pattern;

/** Names the organisation, or the department of one, to which private rows belong. It never appears in a public fact. */
public record TenantId(String value) {

    private static final Pattern GRAMMAR = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?");

    public TenantId {
        if (!GRAMMAR.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "a tenant is named by 1 to 64 lower-case letters, digits and inner hyphens");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
