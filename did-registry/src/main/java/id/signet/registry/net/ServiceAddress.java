package id.signet.registry.net;

import id.signet.crypto.MalformedInput;

/**
 * The address of a service that the operator wrote down. Without TLS only where answers prove themselves, as time-stamps do;
 * many authorities for them have no other.
 *
 * @param tls whether by https
 * @param place host, port and path, judged like any other address
 */
public record ServiceAddress(boolean tls, HttpsAddress place) {

    private static final int HTTP_PORT = 80;
    private static final String HTTP = "http://";

    /** @throws MalformedInput unless the text is an http or https address, without user, query and fragment */
    public static ServiceAddress parse(String text) {
        if (!text.regionMatches(true, 0, HTTP, 0, HTTP.length())) {
            return new ServiceAddress(true, HttpsAddress.parse(text));
        }
        HttpsAddress place = HttpsAddress.parse("https://" + text.substring(HTTP.length()));
        boolean portGiven = text.substring(HTTP.length()).startsWith(":" + place.port(), place.host().length());
        return new ServiceAddress(false,
                portGiven ? place : new HttpsAddress(place.host(), HTTP_PORT, place.path()));
    }

    @Override
    public String toString() {
        return (tls ? "https://" : HTTP) + place.host() + ":" + place.port() + place.path();
    }
}
