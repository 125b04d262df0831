/** What an operator does to the store as a whole: check it, copy it out, bring it back. */
@NullMarked
package id.signet.app.operate;

import org.jspecify.annotations.NullMarked;
