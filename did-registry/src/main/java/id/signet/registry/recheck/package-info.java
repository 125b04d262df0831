/** The log judged once more, from nothing but itself. */
@NullMarked
package id.signet.registry.recheck;

import org.jspecify.annotations.NullMarked;
