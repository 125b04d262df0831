@NullMarked
package id.signet.app.api.credential;

import org.jspecify.annotations.NullMarked;
