/** Papers are written, looked into, and spoiled in one way at a time. */
@NullMarked
package id.signet.app.paper;

import org.jspecify.annotations.NullMarked;
