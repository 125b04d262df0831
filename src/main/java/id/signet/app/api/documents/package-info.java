/** What issued papers point to, readable by everybody. */
@NullMarked
package id.signet.app.api.documents;

import org.jspecify.annotations.NullMarked;
