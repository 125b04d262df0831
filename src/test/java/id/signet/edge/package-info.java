/** The HTTP edge alone, outside the packages that the application scans. */
@NullMarked
package id.signet.edge;

import org.jspecify.annotations.NullMarked;
