/** The API's description, held to what the service does. */
@NullMarked
package id.signet.app.description;

import org.jspecify.annotations.NullMarked;
