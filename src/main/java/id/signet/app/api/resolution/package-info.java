/** W3C DID Resolution 1.0 over HTTP: one resolver, two writers. */
@NullMarked
package id.signet.app.api.resolution;

import org.jspecify.annotations.NullMarked;
