/** DIDs: create, change, read. */
@NullMarked
package id.signet.app.api.did;

import org.jspecify.annotations.NullMarked;
