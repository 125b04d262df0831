/** What the tests of this module share. */
@NullMarked
package id.signet.registry.testing;

import org.jspecify.annotations.NullMarked;
